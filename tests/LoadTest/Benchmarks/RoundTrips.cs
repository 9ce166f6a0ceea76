using System.Diagnostics;
using Yixun.LoadTest.Load;

namespace Yixun.LoadTest.Benchmarks;

/// <summary>
/// A gateway that answers after a fixed time allows window ÷ round trip on each connection; the engines must use it.
/// </summary>
internal static class RoundTrips
{
    private const int Window = 16;
    private const int Connections = 2;
    private const double LeastShare = 0.95;
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(3);
    private static readonly int[] Delays = [20, 50, 100, 200];

    /// <summary>Measures every protocol; a share below 95 % is a broken promise.</summary>
    public static async Task MeasureAsync(Measurements measured, CancellationToken cancellationToken)
    {
        foreach (var protocol in EngineLinks.Protocols)
        {
            foreach (var roundTrip in Delays)
            {
                await using var gateway = await WitnessProcess.StartBareAsync(
                    Programs.Simulator,
                    protocol,
                    roundTrip,
                    cancellationToken
                );
                var load = new EngineLoad(EngineLinks.Segment);
                await using var link = EngineLinks.Create(protocol, gateway.Port, Connections, Window, load);
                await load.StartAsync(link, Connections, cancellationToken);
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
                var (accepted, latency) = (load.Accepted, load.TotalLatency);
                var clock = Stopwatch.StartNew();
                await await Task.WhenAny(load.Failed, Task.Delay(Measured, cancellationToken));
                var messages = load.Accepted - accepted;
                // The round trip as the link sees it, so that the simulator's timer is not counted against the engine.
                var mean = (load.TotalLatency - latency).TotalSeconds / Math.Max(1, messages);
                var possible = Window * Connections / mean;
                var share = messages / clock.Elapsed.TotalSeconds / possible;
                measured.Add($"latency {protocol} {roundTrip} ms round trip", "ms", mean * 1000);
                measured.Add($"latency {protocol} {roundTrip} ms window use", "%", 100 * share);
                if (share < LeastShare)
                {
                    measured.Broken.Add($"{protocol} at {roundTrip} ms uses {share:P1} of its windows");
                }
            }
        }
    }
}
