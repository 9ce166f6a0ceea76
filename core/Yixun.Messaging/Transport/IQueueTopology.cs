namespace Yixun.Messaging.Transport;

/// <summary>Declares queues and tells what is in them.</summary>
public interface IQueueTopology
{
    /// <summary>
    /// Declares the queue and its dead-letter queue (<see cref="QueueNames.DeadLetterOf"/>). Idempotent.
    /// </summary>
    ValueTask DeclareAsync(string queue, CancellationToken cancellationToken);

    /// <summary>
    /// Declares the delay queues (<see cref="QueueNames.RetryDelays"/>), where the transport has them. Idempotent.
    /// </summary>
    ValueTask DeclareRetriesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the queue and its dead-letter queue with what is in them. Idempotent; a receiver that is attached finds
    /// its queue missing.
    /// </summary>
    /// <exception cref="QueueUnavailableException">The broker is away.</exception>
    ValueTask DeleteAsync(string queue, CancellationToken cancellationToken);

    /// <summary>
    /// Chunks in the queue, those that are delivered but not settled included, and consumers attached;
    /// null when the queue is not declared.
    /// </summary>
    /// <exception cref="QueueUnavailableException">The broker is away.</exception>
    ValueTask<QueueStatus?> GetStatusAsync(string queue, CancellationToken cancellationToken);
}

/// <param name="Depth">Chunks, ready and unsettled.</param>
/// <param name="Consumers">Receivers attached.</param>
public readonly record struct QueueStatus(long Depth, int Consumers);
