namespace Yixun.LoadTest.Load;

/// <summary>
/// Submits reminders on several connections as fast as the platform takes them, while no more than a backlog of them is
/// accepted and not yet ended. Disposing stops it.
/// </summary>
internal sealed class SaturatingLoad : IAsyncDisposable
{
    private readonly SignedClient _client;
    private readonly int _batchSize;
    private readonly long _backlog;
    private readonly CancellationTokenSource _stop;
    private readonly Task[] _tasks;
    private readonly List<(double Seconds, double Delivered)> _samples = [];
    private readonly System.Diagnostics.Stopwatch _clock = System.Diagnostics.Stopwatch.StartNew();
    private long _next;
    private long _accepted;
    private double _ended;

    public SaturatingLoad(
        IPlatform platform,
        int batchSize,
        int connections,
        long backlog,
        CancellationToken cancellationToken
    )
    {
        _client = new SignedClient(platform, connections + 1);
        _batchSize = batchSize;
        _backlog = backlog;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _tasks =
        [
            .. Enumerable.Range(0, connections).Select(_ => SendAsync(_stop.Token)),
            WatchAsync(_stop.Token),
        ];
    }

    /// <summary>Messages accepted and not ended, as of the last look (every 100 ms).</summary>
    public double Waiting => Interlocked.Read(ref _accepted) - Volatile.Read(ref _ended);

    /// <summary>Seconds since the start and messages delivered by then, of every look so far.</summary>
    public List<(double Seconds, double Delivered)> Samples
    {
        get
        {
            lock (_samples)
            {
                return [.. _samples];
            }
        }
    }

    /// <summary>Messages delivered by now.</summary>
    public async Task<double> DeliveredAsync(CancellationToken cancellationToken)
    {
        var metrics = await _client.MetricsAsync(cancellationToken);
        var delivered = Platform.Sum(metrics, "yixun_messages_state_total", "Delivered");
        Volatile.Write(ref _ended, delivered);
        lock (_samples)
        {
            _samples.Add((_clock.Elapsed.TotalSeconds, delivered));
        }

        return delivered;
    }

    /// <summary>Waits while it runs.</summary>
    /// <exception cref="InvalidOperationException">A sender failed meanwhile.</exception>
    public async Task HoldAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var failed = Task.WhenAny(_tasks);
        if (await Task.WhenAny(Task.Delay(time, cancellationToken), failed) == failed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException("A sender failed.", (await failed).Exception);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _client.Dispose();
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Waiting > _backlog)
            {
                await Task.Delay(5, cancellationToken);
                continue;
            }

            var first = Interlocked.Add(ref _next, _batchSize) - _batchSize;
            if (await _client.SubmitAsync(Bodies.Batch(first, _batchSize, "reminder"), cancellationToken))
            {
                Interlocked.Add(ref _accepted, _batchSize);
            }
            else
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await DeliveredAsync(cancellationToken);
            await Task.Delay(100, cancellationToken);
        }
    }
}
