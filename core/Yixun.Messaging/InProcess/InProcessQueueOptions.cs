namespace Yixun.Messaging.InProcess;

/// <summary>How much the in-process queues may hold.</summary>
public sealed record InProcessQueueOptions
{
    /// <summary>Chunks per queue, ready and unsettled.</summary>
    public int MaxChunks { get; init; } = 10_000;

    /// <summary>Bytes of chunks per queue, ready and unsettled.</summary>
    public long MaxBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Chunks per dead-letter queue; beyond that the oldest is dropped.</summary>
    public int MaxDeadChunks { get; init; } = 1_000;
}
