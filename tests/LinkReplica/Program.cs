using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Logging;
using Yixun.CarrierDaemon.Leases;
using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Links;
using Yixun.Core.Text;
using Yixun.LinkReplica;

// One replica of the daemon, reduced to a channel's link: PROVIDER CONNECTION-STRING GATEWAY-PORT CONNECTIONS PHONE.
// It submits to PHONE all the time, as fast as a line every 10 ms, and says on its output what happens to its connections.
// SIGTERM, or the end of its input, drains it.
var leases = new LeaseSettings { Provider = Enum.Parse<LeaseProvider>(args[0]), ConnectionString = args[1] };
using var loggers = LoggerFactory.Create(logging => logging.AddConsole());
var slots = LeasedChannelSlots.Create(leases, TimeProvider.System, loggers);
var link = new CmppLink(
    new CmppLinkSettings
    {
        Host = "127.0.0.1",
        Port = int.Parse(args[2], CultureInfo.InvariantCulture),
        Account = "901234",
        Secret = "1234",
        Connections = int.Parse(args[3], CultureInfo.InvariantCulture),
        ResponseTimeout = TimeSpan.FromSeconds(10),
        Backoff = new BackoffSettings
        {
            Initial = TimeSpan.FromMilliseconds(200),
            Max = TimeSpan.FromSeconds(1),
        },
    },
    new SpokenEvents(),
    slots: slots.Of("replicated")
);

using var stop = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(
    PosixSignal.SIGTERM,
    context =>
    {
        context.Cancel = true;
        stop.Cancel();
    }
);
_ = Task.Run(async () =>
{
    await Console.In.ReadToEndAsync();
    await stop.CancelAsync();
});
link.Start();
Console.WriteLine("started");
try
{
    for (var id = 1; ; id++)
    {
        link.TrySubmit([
            new SubmitSegment
            {
                MessageId = id,
                Index = 1,
                Total = 1,
                Destination = args[4],
                Source = "1069",
                Coding = TextCoding.Ascii,
                UserData = Encoding.ASCII.GetBytes(id.ToString(CultureInfo.InvariantCulture)),
            },
        ]);
        await Task.Delay(10, stop.Token);
    }
}
catch (OperationCanceledException)
{
    // Asked to stop.
}

await link.DrainAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
await link.DisposeAsync();
if (slots is IAsyncDisposable owned)
{
    await owned.DisposeAsync();
}

Console.WriteLine("stopped");
