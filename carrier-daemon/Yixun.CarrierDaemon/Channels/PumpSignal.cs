namespace Yixun.CarrierDaemon.Channels;

/// <summary>Wakes one waiter; many signals before it waits count once.</summary>
internal sealed class PumpSignal : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(0, 1);
    private int _set;

    public void Set()
    {
        if (Interlocked.Exchange(ref _set, 1) == 0)
        {
            _semaphore.Release();
        }
    }

    /// <summary>Waits for a signal or the end of <paramref name="timeout"/>.</summary>
    public async Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (await _semaphore.WaitAsync(timeout, cancellationToken))
        {
            Volatile.Write(ref _set, 0);
        }
    }

    public void Dispose() => _semaphore.Dispose();
}
