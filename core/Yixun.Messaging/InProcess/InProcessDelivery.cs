using Yixun.Messaging.Transport;

namespace Yixun.Messaging.InProcess;

/// <summary>A chunk in the hands of a receiver. What it tells is fixed when it is handed out.</summary>
internal sealed class InProcessDelivery(
    InProcessQueue queue,
    InProcessReceiver receiver,
    InProcessChunk chunk
) : QueueDelivery
{
    public InProcessChunk Chunk { get; } = chunk;

    public InProcessReceiver Receiver { get; } = receiver;

    public override ReadOnlyMemory<byte> Body => Chunk.Body;

    public override bool Redelivered { get; } = chunk.Delivered;

    public override int Requeues { get; } = chunk.Requeues;

    public override ValueTask AcknowledgeAsync()
    {
        queue.Acknowledge(this);
        return ValueTask.CompletedTask;
    }

    public override ValueTask RequeueAsync()
    {
        queue.Requeue(this);
        return ValueTask.CompletedTask;
    }

    public override ValueTask RejectAsync()
    {
        queue.Reject(this);
        return ValueTask.CompletedTask;
    }
}
