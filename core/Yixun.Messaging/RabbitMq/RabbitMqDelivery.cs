using RabbitMQ.Client;
using Yixun.Messaging.Transport;

namespace Yixun.Messaging.RabbitMq;

/// <summary>A chunk that came over a channel. When the channel is gone, settling does nothing: the chunk comes again.</summary>
internal sealed class RabbitMqDelivery(
    RabbitMqReceiver receiver,
    IChannel channel,
    ulong tag,
    ReadOnlyMemory<byte> body,
    bool redelivered,
    int requeues
) : QueueDelivery
{
    private int _settled;

    public override ReadOnlyMemory<byte> Body { get; } = body;

    public override bool Redelivered { get; } = redelivered || requeues > 0;

    public override int Requeues { get; } = requeues;

    public IChannel Channel { get; } = channel;

    public ulong Tag { get; } = tag;

    public override ValueTask AcknowledgeAsync() =>
        TrySettle() ? receiver.AcknowledgeAsync(this) : ValueTask.CompletedTask;

    public override ValueTask RequeueAsync() =>
        TrySettle() ? receiver.RequeueAsync(this) : ValueTask.CompletedTask;

    public override ValueTask RejectAsync() =>
        TrySettle() ? receiver.RejectAsync(this) : ValueTask.CompletedTask;

    private bool TrySettle() => Interlocked.Exchange(ref _settled, 1) == 0;
}
