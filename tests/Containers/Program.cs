using System.Text.RegularExpressions;
using Yixun.Containers;
using Yixun.LoadTest;
using Yixun.LoadTest.Chaos;
using Yixun.LoadTest.Sites;

// Yixun.Containers API SIMULATOR SECRETS COMPOSE…: walks through a compose stack that is up. Prints what it found, and ends
// with 1 when a guarantee was not kept.
const int connections = 2;
const int window = 16;
const int limit = 150_000;

// A chunk that failed twice while the database was away comes again after two minutes, and what waits for it after as long.
var settle = TimeSpan.FromMinutes(5);
var api = new Uri(args[0]);
var stack = new ComposeStack(args[3..]);
using var time = new CancellationTokenSource(TimeSpan.FromMinutes(20));
var cancellation = time.Token;

var secrets = new List<string>();
foreach (var file in Directory.GetFiles(args[2]))
{
    secrets.AddRange(
        Words().Matches(await File.ReadAllTextAsync(file, cancellation)).Select(match => match.Value)
    );
}

var containers = await ComposeStack.InspectAllAsync(cancellation);
var broken = Hardening.Faults(containers, secrets).ToList();
var images = containers
    .Where(each => Hardening.IsOurs(each!))
    .Select(each => (string)each!["Config"]!["Image"]!)
    .Distinct()
    .ToList();
broken.AddRange(
    Hardening.FaultsOfImages(await ComposeStack.InspectImagesAsync(images, cancellation), "yixun/tool:")
);
broken.AddRange(await Confinement.FaultsAsync(containers, cancellation));
broken.AddRange(await SpoiledContainer.UnnoticedAsync(images[0], cancellation));
var said = await stack.RunAsync(cancellation, "run", "--rm", "-T", "tool", "admin", "create", "admin");
using var site = await SiteOperator.SignInAsync(api, said.Trim().Split(' ')[^1], cancellation);
var secret = await site.AddSystemAsync("load", cancellation);
foreach (var (name, port) in new[] { ("mobile", 7890), ("unicom", 7891), ("telecom", 7892) })
{
    await site.AddChannelAsync(
        name,
        new ChannelAddress("carriers", port, "901234", "simulator"),
        connections,
        window,
        cancellation
    );
}

await Site.UntilAsync(
    () => site.AreChannelsConnectedAsync(connections, cancellation),
    "channels to be connected",
    cancellation
);
Progress.Write($"  channels are connected, passwords looked for: {secrets.Count}");

using var phones = new Witness(new Uri(args[1]));
using var client = new SignedClient(api, "load", secret, 4);

// Some 200 a second: what is looked at is what becomes of them when a container goes, not how fast they go.
var load = new AcceptedLoad([client], limit, pause: TimeSpan.FromMilliseconds(500));
using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
var sender = load.SendAsync(stop.Token);
broken.AddRange(await new Outages(stack, load, sender).RunAsync(cancellation));
await stop.CancelAsync();
await sender;
await load.RepeatUnansweredAsync(cancellation);

var audit = await AcceptedAudit.LookAsync(client, phones, load, settle, cancellation);
broken.AddRange(audit.Broken);
if (audit.Uncertain > 0)
{
    broken.Add($"{audit.Uncertain} messages are uncertain, though every container ended in order");
}

Console.WriteLine(
    $"accepted {load.Accepted}, lost {audit.Lost}, twice {audit.Twice}, uncertain {audit.Uncertain}"
);
broken.ForEach(Console.WriteLine);
return broken.Count == 0 ? 0 : 1;

/// <summary>The passwords that make-secrets.sh makes, and keys.</summary>
internal partial class Program
{
    [GeneratedRegex("[A-Za-z0-9+/]{32,}")]
    private static partial Regex Words();
}
