using Microsoft.Extensions.Logging;
using Yixun.Data.Store;
using Yixun.Functions.Health;
using Yixun.Messaging;
using Yixun.Messaging.Chunks;
using Yixun.Messaging.Transport;

namespace Yixun.Functions.Queues;

/// <summary>
/// Runs what a queue function does with a chunk. A chunk that fails waits on a delay queue and comes again, longer each
/// time: the function host alone would run it again at once, a few times within milliseconds, and give it up. A chunk
/// that can't be read, or has failed after the longest delay too, is left to the host, which makes it a dead letter. A
/// database that is away is nobody's failure: what meets that comes again soon and for as long as it takes.
/// </summary>
public sealed partial class ChunkRetries(
    RoadMetrics metrics,
    ILogger<ChunkRetries> logger,
    IDelayedPublisher? delayed = null
)
{
    /// <param name="queue">The queue that the chunk came from.</param>
    /// <param name="chunk">Its octets.</param>
    /// <param name="apply">What is done with it; idempotent.</param>
    /// <param name="cancellationToken">Of the invocation.</param>
    /// <exception cref="QueueUnavailableException">It failed, and can't be kept for later now.</exception>
    public async Task RunAsync(
        string queue,
        byte[] chunk,
        Func<ReadOnlyMemory<byte>, CancellationToken, Task> apply,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(apply);
        var failures = ChunkAttempt.Of(chunk);
        try
        {
            await apply(chunk, cancellationToken);
        }
        catch (StoreUnavailableException exception)
            when (delayed is not null && !cancellationToken.IsCancellationRequested)
        {
            var delay = QueueNames.RetryDelays[0];
            await delayed.PublishLaterAsync(queue, chunk, delay, cancellationToken);
            metrics.Delayed.WithLabels(queue).Inc();
            LogStoreAway(exception, queue, delay);
        }
        catch (Exception exception)
            when (delayed is not null
                && failures < QueueNames.RetryDelays.Count
                && exception is not ChunkFormatException
                && !cancellationToken.IsCancellationRequested
            )
        {
            var delay = QueueNames.RetryDelays[failures];
            await delayed.PublishLaterAsync(
                queue,
                ChunkAttempt.With(chunk, failures + 1),
                delay,
                cancellationToken
            );
            metrics.Delayed.WithLabels(queue).Inc();
            LogDelayed(exception, queue, failures + 1, delay);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A chunk of queue {Queue} can't be written now and comes again in {Delay}"
    )]
    private partial void LogStoreAway(Exception exception, string queue, TimeSpan delay);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A chunk of queue {Queue} failed for the {Failures}. time and comes again in {Delay}"
    )]
    private partial void LogDelayed(Exception exception, string queue, int failures, TimeSpan delay);
}
