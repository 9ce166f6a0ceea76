namespace Yixun.Data.Server;

/// <summary>A row of message_segments while receipts are applied.</summary>
internal sealed class ReceiptSegment
{
    public required long MessageId { get; init; }

    public required int Index { get; init; }

    public required int Total { get; init; }

    public required string ChannelId { get; set; }

    public required string? CarrierId { get; set; }

    public required string? Result { get; set; }

    public required string? Status { get; set; }

    /// <summary>Unix milliseconds.</summary>
    public required long SubmittedAt { get; set; }

    /// <summary>Unix milliseconds.</summary>
    public required long? ReportedAt { get; set; }

    /// <summary>Unix milliseconds.</summary>
    public required long? ReadAt { get; set; }

    /// <summary>Another segment with the same carrier id on the same channel; from the newest these lead to all.</summary>
    public ReceiptSegment? Older { get; set; }

    public bool IsNew { get; init; }

    public bool IsChanged { get; set; }
}
