namespace Yixun.Messaging.Transport;

/// <summary>Puts chunks on queues. Thread-safe.</summary>
public interface IQueuePublisher
{
    /// <summary>
    /// How long what comes piece by piece is worth gathering for one chunk while chunks follow each other: every chunk costs
    /// the transport, and who reads it, something of its own. Zero where publishing takes so long that pieces gather anyway.
    /// </summary>
    TimeSpan GatherTime => TimeSpan.Zero;

    /// <summary>
    /// Publishes one chunk. Completes when the transport has taken it over: RabbitMQ has confirmed it, or it stands in
    /// the in-process queue.
    /// </summary>
    /// <param name="queue">Name of a declared queue.</param>
    /// <param name="body">The encoded chunk. It must not be changed afterwards.</param>
    /// <exception cref="QueueUnavailableException">
    /// The broker is away, the queue is missing, or the queue holds as much as it may.
    /// Nothing was published, or it is unknown whether it was; publishing again is safe because consumers are idempotent.
    /// </exception>
    ValueTask PublishAsync(string queue, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);

    /// <summary>
    /// Publishes one chunk and completes only when it can't be lost any more: RabbitMQ has confirmed it; in process,
    /// where a queue lives in memory only, its consumer has acknowledged it (so its effects are committed).
    /// </summary>
    /// <inheritdoc cref="PublishAsync" path="/param|/exception"/>
    ValueTask PublishDurableAsync(
        string queue,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    );
}
