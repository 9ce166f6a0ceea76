namespace Yixun.Messaging.Transport;

/// <summary>Puts chunks on queues for later. Only a broker offers it: what waits must outlive the process.</summary>
public interface IDelayedPublisher
{
    /// <summary>Publishes one chunk, which its queue gets after the delay; completes when it can't be lost any more.</summary>
    /// <param name="queue">Name of a declared queue.</param>
    /// <param name="body">The encoded chunk.</param>
    /// <param name="delay">One of <see cref="QueueNames.RetryDelays"/>.</param>
    /// <exception cref="QueueUnavailableException">
    /// The broker is away or lacks the delay queue; nothing was published, or it is unknown whether it was.
    /// </exception>
    ValueTask PublishLaterAsync(
        string queue,
        ReadOnlyMemory<byte> body,
        TimeSpan delay,
        CancellationToken cancellationToken
    );
}
