using System.Diagnostics;
using Yixun.LoadTest;
using Yixun.LoadTest.Chaos;
using Yixun.LoadTest.Sites;

namespace Yixun.Containers;

/// <summary>Stops one container after the other under load and starts it again.</summary>
internal sealed class Outages(ComposeStack stack, AcceptedLoad load, Task sender)
{
    /// <summary>What the kernel's SIGKILL leaves: the container did not end by itself within its time.</summary>
    private const int Killed = 137;

    /// <summary>Ends in order: drains, gives back, and says so.</summary>
    private static readonly string[] Ours = ["functions", "carrier-daemon"];

    private static readonly string[] Watched = [.. Ours, "rabbitmq", "redis", "database"];

    // Long enough that requests and submissions meet it.
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Messages accepted before each stop and after each start.</summary>
    private const int Between = 300;

    /// <summary>Says what went wrong, a line each.</summary>
    public async Task<List<string>> RunAsync(CancellationToken cancellationToken)
    {
        var broken = new List<string>();
        foreach (var service in Watched)
        {
            await MoreAsync(cancellationToken);
            var clock = Stopwatch.StartNew();
            await stack.RunAsync(cancellationToken, "stop", service);
            var stopped = clock.Elapsed;
            var exit = (int)
                (await stack.InspectAsync([service], cancellationToken))[0]!["State"]!["ExitCode"]!;
            if (exit == Killed)
            {
                broken.Add($"{service} did not end when it was asked to and was killed");
            }
            else if (exit != 0 && Ours.Contains(service))
            {
                broken.Add($"{service} ended with {exit}");
                Progress.Write($"{await stack.LogAsync(service, cancellationToken)}");
            }

            await Task.Delay(Away, cancellationToken);
            clock.Restart();
            await stack.RunAsync(cancellationToken, "start", service);
            await HealthyAsync(cancellationToken);
            await MoreAsync(cancellationToken);
            Progress.Write(
                $"  {service}: ended after {stopped.TotalSeconds:F1} s with {exit}, road open {clock.Elapsed.TotalSeconds:F1} s after its start, {load.Accepted} accepted"
            );
        }

        return broken;
    }

    private Task HealthyAsync(CancellationToken cancellationToken) =>
        Site.UntilAsync(
            async () =>
                (await stack.InspectAsync(Watched, cancellationToken)).All(container =>
                    (string?)container!["State"]!["Health"]?["Status"] == "healthy"
                ),
            "every container to be healthy",
            cancellationToken,
            Patience
        );

    private async Task MoreAsync(CancellationToken cancellationToken)
    {
        var quota = load.Accepted + Between;
        await Site.UntilAsync(
            async () =>
            {
                if (sender.IsCompleted)
                {
                    await sender;
                    throw new InvalidOperationException("The load ended too early.");
                }

                return load.Accepted >= quota;
            },
            $"{Between} more accepted messages",
            cancellationToken,
            Patience
        );
    }
}
