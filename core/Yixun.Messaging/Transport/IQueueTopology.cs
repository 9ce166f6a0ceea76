namespace Yixun.Messaging.Transport;

/// <summary>Declares queues and tells what is in them.</summary>
public interface IQueueTopology
{
    /// <summary>
    /// Declares the queue and its dead-letter queue (<see cref="QueueNames.DeadLetterOf"/>). Idempotent.
    /// </summary>
    ValueTask DeclareAsync(string queue, CancellationToken cancellationToken);

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
