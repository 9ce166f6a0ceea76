namespace Yixun.CarrierDaemon.Channels;

/// <summary>
/// Whether this replica works on a channel now, or stands by because others hold all connections. A replica that stands by
/// leaves the queues to those that can send.
/// </summary>
/// <param name="isOnDuty">Asked after every event that may have changed the answer.</param>
internal sealed class ChannelDuty(Func<bool> isOnDuty) : IDisposable
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _begun = New();
    private CancellationTokenSource _over = new();
    private bool _on;

    /// <summary>Something changed.</summary>
    public void Update()
    {
        CancellationTokenSource? ended = null;
        lock (_gate)
        {
            // Asked under the lock: of several events at once the last one counts.
            var on = isOnDuty();
            if (on == _on)
            {
                return;
            }

            _on = on;
            if (on)
            {
                _over = new CancellationTokenSource();
                _begun.SetResult();
            }
            else
            {
                _begun = New();
                ended = _over;
            }
        }

        // On another thread: whoever reports the end of a connection must not run what follows from it.
        _ = ended?.CancelAsync();
    }

    /// <summary>Waits for duty.</summary>
    /// <returns>Cancelled when it is over.</returns>
    public async Task<CancellationToken> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task begun;
            lock (_gate)
            {
                if (_on)
                {
                    return _over.Token;
                }

                begun = _begun.Task;
            }

            await begun.WaitAsync(cancellationToken);
        }
    }

    public void Dispose() => _over.Dispose();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
