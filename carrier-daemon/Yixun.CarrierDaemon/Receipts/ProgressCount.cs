namespace Yixun.CarrierDaemon.Receipts;

/// <summary>A number that grows, and whoever waits for it to be reached.</summary>
internal sealed class ProgressCount
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private long _value;

    public void Advance(int by)
    {
        lock (_gate)
        {
            _value += by;
            while (_waiting.TryPeek(out var waiter, out var wanted) && wanted <= _value)
            {
                _waiting.Dequeue();
                waiter.TrySetResult();
            }
        }
    }

    /// <summary>Completes once the number is at least <paramref name="wanted"/>.</summary>
    public Task ReachAsync(long wanted, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (wanted <= _value)
            {
                return Task.CompletedTask;
            }

            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiter, wanted);
            return waiter.Task.WaitAsync(cancellationToken);
        }
    }
}
