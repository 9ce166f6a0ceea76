using System.Collections.Concurrent;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Yixun.Messaging.Transport;

namespace Yixun.Messaging.RabbitMq;

/// <summary>
/// Durable quorum queues of a RabbitMQ broker. Publishing and consuming have a connection each, so an alarm at the broker,
/// which blocks publishers, leaves consumers alone. Connections are opened when they are first needed.
/// <para>
/// The depth told here is what the broker tells over AMQP (ready chunks) and what this process holds unsettled; chunks
/// that another process holds unsettled are missing from it.
/// </para>
/// </summary>
public sealed class RabbitMqQueues
    : IQueuePublisher,
        IDelayedPublisher,
        IQueueConsumerFactory,
        IQueueTopology,
        IAsyncDisposable
{
    private readonly RabbitMqOptions _options;
    private readonly TimeProvider _time;
    private readonly RabbitMqConnection _consuming;
    private readonly RabbitMqPublisher _publisher;
    private readonly ConcurrentDictionary<RabbitMqReceiver, byte> _receivers = new();

    public RabbitMqQueues(RabbitMqOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time;
        _consuming = new RabbitMqConnection(options, "consume", time);
        _publisher = new RabbitMqPublisher(options, time);
    }

    /// <summary>Raised when a consumer is lost, at every failed attempt to bring it back, and when it is back.</summary>
    public event EventHandler<RabbitMqConsumerChange>? ConsumerChanged;

    /// <inheritdoc/>
    public TimeSpan GatherTime => _options.GatherTime;

    /// <inheritdoc/>
    public ValueTask PublishAsync(
        string queue,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    ) => _publisher.PublishAsync(queue, body, requeues: 0, cancellationToken);

    /// <inheritdoc/>
    public ValueTask PublishDurableAsync(
        string queue,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    ) => PublishAsync(queue, body, cancellationToken);

    /// <inheritdoc/>
    public ValueTask PublishLaterAsync(
        string queue,
        ReadOnlyMemory<byte> body,
        TimeSpan delay,
        CancellationToken cancellationToken
    ) =>
        _publisher.PublishAsync(
            RabbitMqDeclaration.RetryExchangeOf(delay),
            queue,
            body,
            requeues: 0,
            cancellationToken
        );

    /// <inheritdoc/>
    public async ValueTask<IQueueReceiver> OpenAsync(
        string queue,
        ushort prefetch,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(prefetch);
        var receiver = new RabbitMqReceiver(queue, prefetch, _consuming, _publisher, _options, _time, Tell);
        await receiver.StartAsync(cancellationToken).ConfigureAwait(false);
        foreach (var closed in _receivers.Keys.Where(known => known.IsDisposed))
        {
            _receivers.TryRemove(closed, out _);
        }

        _receivers.TryAdd(receiver, 0);
        return receiver;
    }

    /// <inheritdoc/>
    /// <exception cref="QueueUnavailableException">The broker is away, or has the queue with other properties.</exception>
    public ValueTask DeclareAsync(string queue, CancellationToken cancellationToken) =>
        new(
            OnChannelAsync(
                queue,
                async channel =>
                {
                    await RabbitMqDeclaration
                        .DeclareAsync(channel, queue, _options.DeliveryLimit, cancellationToken)
                        .ConfigureAwait(false);
                    return true;
                },
                cancellationToken
            )
        );

    /// <inheritdoc/>
    /// <exception cref="QueueUnavailableException">The broker is away, or has a queue with other properties.</exception>
    public async ValueTask DeclareRetriesAsync(CancellationToken cancellationToken)
    {
        foreach (var delay in QueueNames.RetryDelays)
        {
            await OnChannelAsync(
                    QueueNames.Retry(delay),
                    async channel =>
                    {
                        await RabbitMqDeclaration
                            .DeclareRetryAsync(channel, delay, cancellationToken)
                            .ConfigureAwait(false);
                        return true;
                    },
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string queue, CancellationToken cancellationToken) =>
        new(
            OnChannelAsync(
                queue,
                async channel =>
                {
                    // The broker takes the deletion of what doesn't exist for done.
                    foreach (var name in (string[])[queue, QueueNames.DeadLetterOf(queue)])
                    {
                        await channel
                            .QueueDeleteAsync(name, ifUnused: false, ifEmpty: false, cancellationToken)
                            .ConfigureAwait(false);
                    }

                    return true;
                },
                cancellationToken
            )
        );

    /// <inheritdoc/>
    public async ValueTask<QueueStatus?> GetStatusAsync(string queue, CancellationToken cancellationToken)
    {
        try
        {
            var found = await OnChannelAsync(
                    queue,
                    channel => channel.QueueDeclarePassiveAsync(queue, cancellationToken),
                    cancellationToken
                )
                .ConfigureAwait(false);
            var here = _receivers
                .Keys.Where(receiver => receiver.Queue == queue && !receiver.IsDisposed)
                .Sum(receiver => receiver.Unsettled);
            return new QueueStatus(found.MessageCount + here, (int)found.ConsumerCount);
        }
        catch (QueueUnavailableException exception)
            when (exception.InnerException is OperationInterruptedException { ShutdownReason.ReplyCode: 404 })
        {
            return null;
        }
    }

    /// <summary>Closes the receivers and the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var receiver in _receivers.Keys)
        {
            await receiver.DisposeAsync().ConfigureAwait(false);
        }

        await _publisher.DisposeAsync().ConfigureAwait(false);
        await _consuming.DisposeAsync().ConfigureAwait(false);
    }

    private void Tell(RabbitMqConsumerChange change) => ConsumerChanged?.Invoke(this, change);

    /// <summary>A channel for one purpose: the broker closes it when it doesn't like what is asked.</summary>
    private async Task<T> OnChannelAsync<T>(
        string queue,
        Func<IChannel, Task<T>> use,
        CancellationToken cancellationToken
    )
    {
        var connection = await _consuming.GetAsync(queue, cancellationToken).ConfigureAwait(false);
        try
        {
            var channel = await connection
                .CreateChannelAsync(cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            await using (channel.ConfigureAwait(false))
            {
                return await use(channel).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (RabbitMqConnection.IsOutage(exception, cancellationToken))
        {
            throw new QueueUnavailableException(queue, "the broker refused or went away", exception);
        }
    }
}
