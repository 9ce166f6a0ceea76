using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;
using Yixun.Functions.Mms;

namespace Yixun.Functions.Submission;

/// <summary>A submission after validation.</summary>
public sealed record SubmissionDraft
{
    public required Lane Lane { get; init; }

    public ChannelKind Kind { get; init; }

    /// <summary>The only channel that may carry it (a test); null: any.</summary>
    public string? ForcedChannelId { get; init; }

    public string? ClientId { get; init; }

    public string? TemplateId { get; init; }

    /// <summary>The text of all messages; null when each has its own.</summary>
    public string? SharedText { get; init; }

    /// <summary>Digits after the access number, those of the system or department included.</summary>
    public string Extension { get; init; } = "";

    public string? Department { get; init; }

    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>What makes it an MMS; null: short messages.</summary>
    public MmsDraft? Mms { get; init; }

    public required IReadOnlyList<DraftMessage> Messages { get; init; }

    public required IReadOnlyList<RejectedRecipient> Rejected { get; init; }
}

/// <param name="Number">To whom.</param>
/// <param name="Text">Whole text.</param>
/// <param name="Segments">Billable segments.</param>
/// <param name="ClientId">Own clientId.</param>
public readonly record struct DraftMessage(PhoneNumber Number, string Text, int Segments, string? ClientId);
