namespace Yixun.Messaging.InProcess;

/// <summary>A chunk on an in-process queue. Guarded by its queue's lock.</summary>
internal sealed class InProcessChunk(ReadOnlyMemory<byte> body)
{
    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>Completes when the chunk is acknowledged; null when nobody waits for that.</summary>
    public TaskCompletionSource? Settled { get; init; }

    /// <summary>Order of its last delivery.</summary>
    public long DeliveryNumber { get; set; }

    public bool Delivered { get; set; }

    public int Requeues { get; set; }
}
