namespace Yixun.Data.Model;

/// <summary>One segment as it was submitted to a carrier.</summary>
public sealed class MessageSegmentEntity
{
    public long MessageId { get; init; }

    /// <summary>1-based.</summary>
    public int Index { get; init; }

    /// <summary>Segments of the message on the wire.</summary>
    public int Total { get; init; }

    public required string ChannelId { get; init; }

    /// <summary>The carrier's id; null when it gave none.</summary>
    public string? CarrierId { get; init; }

    /// <summary>Why it was refused or is uncertain; null when the carrier took it.</summary>
    public string? Result { get; init; }

    /// <summary>Status word of the report; null while none came.</summary>
    public string? Status { get; init; }

    public DateTimeOffset SubmittedAt { get; init; }

    public DateTimeOffset? ReportedAt { get; init; }

    /// <summary>When the receiver is said to have read it (MMS); null while nothing is known.</summary>
    public DateTimeOffset? ReadAt { get; init; }
}
