using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Yixun.Messaging.Transport;

namespace Yixun.Messaging.RabbitMq;

/// <summary>
/// Publishes with confirms on one channel. Many publishes are outstanding at once, each completed by its own confirm, so
/// the broker confirms in batches.
/// </summary>
internal sealed class RabbitMqPublisher(RabbitMqOptions options, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Header with how often the chunk was put back.</summary>
    public const string RequeuesHeader = "x-yixun-requeues";

    private static readonly CreateChannelOptions Confirming = new(
        publisherConfirmationsEnabled: true,
        publisherConfirmationTrackingEnabled: true,
        outstandingPublisherConfirmationsRateLimiter: null
    );

    private readonly RabbitMqConnection _connection = new(options, "publish", time);
    private readonly SemaphoreSlim _outstanding = new(options.MaxOutstandingConfirms);
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile IChannel? _channel;

    /// <param name="queue">The queue.</param>
    /// <param name="body">The chunk.</param>
    /// <param name="requeues">How often it was put back.</param>
    /// <param name="cancellationToken">Gives up waiting; the chunk may have been published.</param>
    /// <exception cref="QueueUnavailableException">See <see cref="IQueuePublisher.PublishAsync"/>.</exception>
    public ValueTask PublishAsync(
        string queue,
        ReadOnlyMemory<byte> body,
        int requeues,
        CancellationToken cancellationToken
    ) => PublishAsync("", queue, body, requeues, cancellationToken);

    /// <summary>To an exchange that routes by the queue's name; "" is the broker's own, straight to the queue.</summary>
    /// <inheritdoc cref="PublishAsync(string, ReadOnlyMemory{byte}, int, CancellationToken)"/>
    public async ValueTask PublishAsync(
        string exchange,
        string queue,
        ReadOnlyMemory<byte> body,
        int requeues,
        CancellationToken cancellationToken
    )
    {
        using var timeout = new CancellationTokenSource(options.PublishTimeout, time);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _outstanding.WaitAsync(bounded.Token).ConfigureAwait(false);
            try
            {
                var channel = await ChannelAsync(queue, bounded.Token).ConfigureAwait(false);
                if (_connection.IsBlocked)
                {
                    throw new QueueUnavailableException(
                        queue,
                        "the broker takes nothing: its memory or disk is short"
                    );
                }

                await channel
                    .BasicPublishAsync(
                        exchange,
                        queue,
                        mandatory: true,
                        Properties(requeues),
                        body,
                        bounded.Token
                    )
                    .ConfigureAwait(false);
            }
            finally
            {
                _outstanding.Release();
            }
        }
        catch (PublishException exception)
        {
            throw new QueueUnavailableException(
                queue,
                exception.IsReturn ? "it is not declared" : "the broker refused the chunk",
                exception
            );
        }
        catch (Exception exception) when (RabbitMqConnection.IsOutage(exception, cancellationToken))
        {
            throw new QueueUnavailableException(
                queue,
                exception is OperationCanceledException
                    ? "the broker did not confirm in time"
                    : "the broker went away",
                exception
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        _outstanding.Dispose();
        _opening.Dispose();
    }

    /// <summary>New for each publish: the client writes its own header into them.</summary>
    private static BasicProperties Properties(int requeues)
    {
        var properties = new BasicProperties { DeliveryMode = DeliveryModes.Persistent };
        if (requeues > 0)
        {
            properties.Headers = new Dictionary<string, object?> { [RequeuesHeader] = requeues };
        }

        return properties;
    }

    private async ValueTask<IChannel> ChannelAsync(string queue, CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true } open)
        {
            return open;
        }

        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_channel is { IsOpen: true } opened)
            {
                return opened;
            }

            if (_channel is { } closed)
            {
                _channel = null;
                await closed.DisposeAsync().ConfigureAwait(false);
            }

            var connection = await _connection.GetAsync(queue, cancellationToken).ConfigureAwait(false);
            var channel = await connection
                .CreateChannelAsync(Confirming, cancellationToken)
                .ConfigureAwait(false);
            _channel = channel;
            return channel;
        }
        finally
        {
            _opening.Release();
        }
    }
}
