using System.Collections.Concurrent;
using Yixun.Messaging.Transport;

namespace Yixun.Messaging.InProcess;

/// <summary>
/// Queues in the memory of one process, for the standalone edition and for tests. What they hold is lost with the
/// process; the rows behind it are committed, and a sweep publishes them again.
/// </summary>
public sealed class InProcessQueues(InProcessQueueOptions options)
    : IQueuePublisher,
        IQueueConsumerFactory,
        IQueueTopology
{
    private readonly ConcurrentDictionary<string, InProcessQueue> _queues = new(StringComparer.Ordinal);

    /// <summary>Queues of the default size.</summary>
    public InProcessQueues()
        : this(new InProcessQueueOptions()) { }

    /// <inheritdoc/>
    public ValueTask PublishAsync(
        string queue,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        Find(queue).Publish(new InProcessChunk(body));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask PublishDurableAsync(
        string queue,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Find(queue).Publish(new InProcessChunk(body) { Settled = settled });
        await settled.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<IQueueReceiver> OpenAsync(
        string queue,
        ushort prefetch,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(prefetch);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IQueueReceiver>(Find(queue).Open(prefetch));
    }

    /// <inheritdoc/>
    public ValueTask DeclareAsync(string queue, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(queue);
        cancellationToken.ThrowIfCancellationRequested();
        if (!_queues.ContainsKey(queue))
        {
            var dead = _queues.GetOrAdd(
                QueueNames.DeadLetterOf(queue),
                static (name, options) =>
                    new InProcessQueue(name, options.MaxDeadChunks, options.MaxBytes, null),
                options
            );
            _queues.TryAdd(queue, new InProcessQueue(queue, options.MaxChunks, options.MaxBytes, dead));
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>There are none: what waits for later must outlive the process.</summary>
    public ValueTask DeclareRetriesAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string queue, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _queues.TryRemove(queue, out _);
        _queues.TryRemove(QueueNames.DeadLetterOf(queue), out _);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<QueueStatus?> GetStatusAsync(string queue, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<QueueStatus?>(
            _queues.TryGetValue(queue, out var found) ? found.Status : null
        );
    }

    /// <summary>Chunks that the queue's dead-letter queue dropped because it was full, or that were rejected from it.</summary>
    public long DroppedDeadLetters(string queue) =>
        _queues.TryGetValue(QueueNames.DeadLetterOf(queue), out var dead) ? dead.Dropped : 0;

    private InProcessQueue Find(string queue) =>
        _queues.TryGetValue(queue, out var found)
            ? found
            : throw new QueueUnavailableException(queue, "it is not declared");
}
