using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Yixun.Messaging.RabbitMq;

/// <summary>Takes what the broker pushes on one channel, and tells when it will push no more.</summary>
internal sealed class RabbitMqConsumer : AsyncDefaultBasicConsumer
{
    private readonly RabbitMqReceiver _receiver;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RabbitMqConsumer(RabbitMqReceiver receiver, IChannel channel)
        : base(channel)
    {
        _receiver = receiver;
        channel.ChannelShutdownAsync += (_, _) =>
        {
            _ended.TrySetResult();
            return Task.CompletedTask;
        };
    }

    /// <summary>Completes when the channel is gone, or the queue was deleted.</summary>
    public Task Ended => _ended.Task;

    public override Task HandleBasicDeliverAsync(
        string consumerTag,
        ulong deliveryTag,
        bool redelivered,
        string exchange,
        string routingKey,
        IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default
    )
    {
        var requeues =
            properties.Headers?.TryGetValue(RabbitMqPublisher.RequeuesHeader, out var value) == true
            && value is int count
                ? count
                : 0;

        // The client takes the memory back when this returns.
        _receiver.Delivered(
            new RabbitMqDelivery(_receiver, Channel, deliveryTag, body.ToArray(), redelivered, requeues)
        );
        return Task.CompletedTask;
    }

    public override Task HandleBasicCancelAsync(
        string consumerTag,
        CancellationToken cancellationToken = default
    )
    {
        _ended.TrySetResult();
        return Task.CompletedTask;
    }

    public override Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        _ended.TrySetResult();
        return Task.CompletedTask;
    }
}
