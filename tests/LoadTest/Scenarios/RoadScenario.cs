namespace Yixun.LoadTest.Scenarios;

/// <summary>
/// The road from HTTP to Delivered at saturation: submits as fast as the platform delivers, with a bounded backlog, and
/// counts what became Delivered.
/// </summary>
internal sealed class RoadScenario(int batchSize, int connections)
{
    private const long Backlog = 40_000;

    /// <returns>Delivered per second, and processor seconds (everything) per 100,000 delivered.</returns>
    public async Task<(double Rate, double Cpu)> RunAsync(
        Platform platform,
        TimeSpan warmUp,
        TimeSpan duration,
        CancellationToken cancellationToken
    )
    {
        using var client = new SignedClient(platform, connections + 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var load = new Load(client, batchSize);
        var senders = Enumerable.Range(0, connections).Select(_ => load.SendAsync(stop.Token)).ToArray();
        var watch = load.WatchAsync(stop.Token);
        await Task.Delay(warmUp, cancellationToken);
        var (delivered, cpu, clock) = (
            await load.DeliveredAsync(cancellationToken),
            platform.ProcessorTime,
            System.Diagnostics.Stopwatch.StartNew()
        );
        await Task.Delay(duration, cancellationToken);
        var counted = await load.DeliveredAsync(cancellationToken) - delivered;
        var seconds = clock.Elapsed.TotalSeconds;
        var used = (platform.ProcessorTime - cpu).TotalSeconds;
        await stop.CancelAsync();
        await Task.WhenAll([.. senders, watch])
            .ContinueWith(
                _ => { },
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default
            );
        var broken = senders.FirstOrDefault(sender => sender.IsFaulted);
        if (broken is not null)
        {
            throw new InvalidOperationException("A sender failed.", broken.Exception);
        }

        return (counted / seconds, used * 100_000 / Math.Max(1, counted));
    }

    private sealed class Load(SignedClient client, int batchSize)
    {
        private long _next;
        private long _accepted;
        private double _delivered;

        public async Task SendAsync(CancellationToken cancellationToken)
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                if (Interlocked.Read(ref _accepted) - Volatile.Read(ref _delivered) > Backlog)
                {
                    await Task.Delay(5, cancellationToken);
                    continue;
                }

                var first = Interlocked.Add(ref _next, batchSize) - batchSize;
                if (await client.SubmitAsync(Bodies.Batch(first, batchSize, "reminder"), cancellationToken))
                {
                    Interlocked.Add(ref _accepted, batchSize);
                }
                else
                {
                    await Task.Delay(50, cancellationToken);
                }
            }
        }

        public async Task WatchAsync(CancellationToken cancellationToken)
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await DeliveredAsync(cancellationToken);
                await Task.Delay(100, cancellationToken);
            }
        }

        public async Task<double> DeliveredAsync(CancellationToken cancellationToken)
        {
            var metrics = await client.MetricsAsync(cancellationToken);
            var delivered = Platform.Sum(metrics, "yixun_messages_state_total", "Delivered");
            Volatile.Write(ref _delivered, delivered);
            return delivered;
        }
    }
}
