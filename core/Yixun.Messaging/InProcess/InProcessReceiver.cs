using Yixun.Messaging.Transport;

namespace Yixun.Messaging.InProcess;

/// <summary>A consumer of an in-process queue. Its state is guarded by the queue's lock.</summary>
internal sealed class InProcessReceiver(InProcessQueue queue, ushort prefetch) : IQueueReceiver
{
    public string Queue => queue.Name;

    /// <summary>How many deliveries may be unsettled at once.</summary>
    public ushort Prefetch { get; } = prefetch;

    /// <summary>Deliveries handed out and not settled.</summary>
    public HashSet<InProcessDelivery> Unsettled { get; } = [];

    /// <summary>The receive call that waits; null when none does.</summary>
    public TaskCompletionSource<QueueDelivery>? Waiting { get; set; }

    public bool Closed { get; set; }

    public bool HasRoom => Unsettled.Count < Prefetch;

    public ValueTask<QueueDelivery> ReceiveAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return queue.TryReceive(this, out var delivery, out var waiting)
            ? ValueTask.FromResult<QueueDelivery>(delivery)
            : WaitAsync(waiting, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        queue.Close(this);
        return ValueTask.CompletedTask;
    }

    private async ValueTask<QueueDelivery> WaitAsync(
        TaskCompletionSource<QueueDelivery> waiting,
        CancellationToken cancellationToken
    )
    {
        var registration = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var (receiver, waiting) = ((InProcessReceiver, TaskCompletionSource<QueueDelivery>))state!;
                receiver.Cancel(waiting, token);
            },
            (this, waiting)
        );
        await using (registration.ConfigureAwait(false))
        {
            return await waiting.Task.ConfigureAwait(false);
        }
    }

    private void Cancel(TaskCompletionSource<QueueDelivery> waiting, CancellationToken cancellationToken)
    {
        if (queue.StopWaiting(this, waiting))
        {
            waiting.TrySetCanceled(cancellationToken);
        }
    }
}
