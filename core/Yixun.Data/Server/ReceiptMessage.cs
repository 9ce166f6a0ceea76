using Yixun.Core.Messages;

namespace Yixun.Data.Server;

/// <summary>What receipts know and change of a message; its row is locked.</summary>
internal sealed class ReceiptMessage
{
    public required long Id { get; init; }

    public required Lane Lane { get; init; }

    public required MessageState State { get; set; }

    public required string? Reason { get; set; }

    /// <summary>Unix milliseconds.</summary>
    public required long? FinalAt { get; set; }

    /// <summary>Unix milliseconds.</summary>
    public required long? SubmittedAt { get; set; }

    /// <summary>It moved, so it has no owner any more.</summary>
    public bool IsChanged { get; set; }
}
