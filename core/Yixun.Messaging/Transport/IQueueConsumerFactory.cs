namespace Yixun.Messaging.Transport;

/// <summary>Opens receivers on declared queues.</summary>
public interface IQueueConsumerFactory
{
    /// <param name="queue">Name of a declared queue.</param>
    /// <param name="prefetch">How many deliveries may be unsettled at once, 1 to 65,535.</param>
    /// <exception cref="QueueUnavailableException">The broker is away or the queue is missing.</exception>
    ValueTask<IQueueReceiver> OpenAsync(string queue, ushort prefetch, CancellationToken cancellationToken);
}

/// <summary>
/// One consumer of one queue. After a lost broker connection it comes back by itself; deliveries of before are then void
/// (settling them does nothing) and come again, to whoever consumes.
/// Disposing returns unsettled deliveries to the queue.
/// </summary>
public interface IQueueReceiver : IAsyncDisposable
{
    /// <summary>The queue it consumes.</summary>
    string Queue { get; }

    /// <summary>Waits for the next delivery. One caller at a time.</summary>
    ValueTask<QueueDelivery> ReceiveAsync(CancellationToken cancellationToken);
}

/// <summary>One chunk handed to a consumer. Settle it exactly once; a second settling does nothing.</summary>
public abstract class QueueDelivery
{
    /// <summary>The encoded chunk; valid for as long as the delivery is referenced.</summary>
    public abstract ReadOnlyMemory<byte> Body { get; }

    /// <summary>True when the chunk was delivered before.</summary>
    public abstract bool Redelivered { get; }

    /// <summary>How often <see cref="RequeueAsync"/> put the chunk back, whichever process did.</summary>
    public virtual int Requeues => 0;

    /// <summary>Done: the queue forgets the chunk.</summary>
    public abstract ValueTask AcknowledgeAsync();

    /// <summary>Back to the tail of the queue, at once.</summary>
    public abstract ValueTask RequeueAsync();

    /// <summary>Given up: to the queue's dead-letter queue.</summary>
    public abstract ValueTask RejectAsync();
}
