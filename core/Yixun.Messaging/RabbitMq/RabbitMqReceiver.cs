using System.Threading.Channels;
using RabbitMQ.Client;
using Yixun.Messaging.Transport;

namespace Yixun.Messaging.RabbitMq;

/// <summary>
/// One consumer on a channel of its own. When the channel or its connection is lost, it opens another until it succeeds
/// or is disposed.
/// </summary>
internal sealed class RabbitMqReceiver(
    string queue,
    ushort prefetch,
    RabbitMqConnection connection,
    RabbitMqPublisher publisher,
    RabbitMqOptions options,
    TimeProvider time,
    Action<RabbitMqConsumerChange> changed
) : IQueueReceiver
{
    /// <summary>The delivery tag that, with multiple, stands for every unsettled delivery (AMQP 0-9-1, basic.nack).</summary>
    private const ulong AllOutstanding = 0;

    private readonly Channel<RabbitMqDelivery> _deliveries = Channel.CreateUnbounded<RabbitMqDelivery>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly CancellationTokenSource _disposing = new();
    private volatile IChannel? _channel;
    private string _consumerTag = "";
    private Task _watching = Task.CompletedTask;
    private long _unsettled;
    private int _disposed;

    public string Queue { get; } = queue;

    /// <summary>Deliveries on the present channel that are not settled, those that wait here included.</summary>
    public long Unsettled => Interlocked.Read(ref _unsettled);

    public bool IsDisposed => Volatile.Read(ref _disposed) == 1;

    /// <exception cref="QueueUnavailableException">The broker is away or the queue is missing.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var consumer = await ConsumeAsync(cancellationToken).ConfigureAwait(false);
        _watching = Task.Run(() => WatchAsync(consumer), CancellationToken.None);
    }

    public async ValueTask<QueueDelivery> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var delivery = await _deliveries.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                if (delivery.Channel == _channel)
                {
                    return delivery;
                }
            }
        }
        catch (ChannelClosedException exception)
        {
            throw exception.InnerException is { } cause
                ? new QueueUnavailableException(Queue, "its consumer broke down", cause)
                : new ObjectDisposedException(nameof(RabbitMqReceiver));
        }
    }

    /// <summary>
    /// Returns what is unsettled before the channel is closed: the broker would do so afterwards, by and by, and whoever
    /// consumes next would see the chunks out of their order.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _disposing.CancelAsync().ConfigureAwait(false);
        _deliveries.Writer.TryComplete();
        await _watching.ConfigureAwait(false);
        if (_channel is { } channel)
        {
            await ReturnAllAsync(channel).ConfigureAwait(false);
            await CloseAsync(channel).ConfigureAwait(false);
        }

        _disposing.Dispose();
    }

    public ValueTask AcknowledgeAsync(RabbitMqDelivery delivery) =>
        SettleAsync(delivery, static (channel, tag) => channel.BasicAckAsync(tag, multiple: false));

    public ValueTask RejectAsync(RabbitMqDelivery delivery) =>
        SettleAsync(
            delivery,
            static (channel, tag) => channel.BasicNackAsync(tag, multiple: false, requeue: false)
        );

    /// <summary>
    /// A quorum queue puts a returned chunk before those that have not been delivered yet, and can't count: so a copy
    /// goes to the tail, and then the original is settled. A crash in between leaves two, which idempotent consumers bear.
    /// </summary>
    public async ValueTask RequeueAsync(RabbitMqDelivery delivery)
    {
        if (!IsCurrent(delivery))
        {
            return;
        }

        try
        {
            await publisher
                .PublishAsync(Queue, delivery.Body, delivery.Requeues + 1, CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (QueueUnavailableException)
        {
            // To its old place and uncounted, then: rather that than losing it.
            await SettleAsync(
                    delivery,
                    static (channel, tag) => channel.BasicNackAsync(tag, multiple: false, requeue: true)
                )
                .ConfigureAwait(false);
            return;
        }

        await AcknowledgeAsync(delivery).ConfigureAwait(false);
    }

    /// <summary>Called by the consumer for each delivery, one at a time.</summary>
    public void Delivered(RabbitMqDelivery delivery)
    {
        Interlocked.Increment(ref _unsettled);
        _deliveries.Writer.TryWrite(delivery);
    }

    private bool IsCurrent(RabbitMqDelivery delivery) =>
        delivery.Channel == _channel && delivery.Channel.IsOpen;

    private async ValueTask SettleAsync(RabbitMqDelivery delivery, Func<IChannel, ulong, ValueTask> settle)
    {
        if (!IsCurrent(delivery))
        {
            return;
        }

        try
        {
            await settle(delivery.Channel, delivery.Tag).ConfigureAwait(false);
            Interlocked.Decrement(ref _unsettled);
        }
        catch (Exception exception) when (RabbitMqConnection.IsOutage(exception, CancellationToken.None))
        {
            // The channel went first: the broker returns what was on it.
        }
    }

    private async Task<RabbitMqConsumer> ConsumeAsync(CancellationToken cancellationToken)
    {
        IChannel? channel = null;
        try
        {
            var open = await connection.GetAsync(Queue, cancellationToken).ConfigureAwait(false);
            channel = await open.CreateChannelAsync(cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            await channel.BasicQosAsync(0, prefetch, global: false, cancellationToken).ConfigureAwait(false);
            var consumer = new RabbitMqConsumer(this, channel);
            Interlocked.Exchange(ref _unsettled, 0);
            _channel = channel;
            _consumerTag = await channel
                .BasicConsumeAsync(Queue, autoAck: false, consumer, cancellationToken)
                .ConfigureAwait(false);
            return consumer;
        }
        catch (Exception exception)
        {
            if (channel is not null)
            {
                await CloseAsync(channel).ConfigureAwait(false);
            }

            if (!RabbitMqConnection.IsOutage(exception, cancellationToken))
            {
                throw;
            }

            throw new QueueUnavailableException(Queue, "it can't be consumed", exception);
        }
    }

    private async Task WatchAsync(RabbitMqConsumer consumer)
    {
        try
        {
            while (true)
            {
                await consumer.Ended.WaitAsync(_disposing.Token).ConfigureAwait(false);
                changed(new RabbitMqConsumerChange(Queue, IsConsuming: false));
                await CloseAsync(_channel!).ConfigureAwait(false);
                consumer = await ReopenAsync().ConfigureAwait(false);
                changed(new RabbitMqConsumerChange(Queue, IsConsuming: true));
            }
        }
        catch (OperationCanceledException) when (_disposing.IsCancellationRequested)
        {
            // Disposed: nothing to bring back.
        }
        catch (Exception exception)
        {
            _deliveries.Writer.TryComplete(exception);
        }
    }

    private async Task<RabbitMqConsumer> ReopenAsync()
    {
        while (true)
        {
            try
            {
                return await ConsumeAsync(_disposing.Token).ConfigureAwait(false);
            }
            catch (QueueUnavailableException exception)
            {
                changed(new RabbitMqConsumerChange(Queue, IsConsuming: false, exception));
                await Task.Delay(options.ReconnectInterval, time, _disposing.Token).ConfigureAwait(false);
            }
        }
    }

    private async Task ReturnAllAsync(IChannel channel)
    {
        try
        {
            await channel.BasicCancelAsync(_consumerTag).ConfigureAwait(false);
            await channel.BasicNackAsync(AllOutstanding, multiple: true, requeue: true).ConfigureAwait(false);
        }
        catch (Exception exception) when (RabbitMqConnection.IsOutage(exception, CancellationToken.None))
        {
            // The channel went first: the broker returns what was on it.
        }
    }

    private static async Task CloseAsync(IChannel channel)
    {
        try
        {
            await channel.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (RabbitMqConnection.IsOutage(exception, CancellationToken.None))
        {
            // The channel went first: the broker returns what was on it.
        }
    }
}
