using Yixun.Core.Replies;

namespace Yixun.Data.Model;

/// <summary>A reply from a patient, whole.</summary>
public sealed class InboundMessageEntity
{
    public long Id { get; init; }

    public required string ChannelId { get; init; }

    public long PhoneHash { get; init; }

    public required byte[] PhoneCipher { get; init; }

    /// <summary>Access number with extension that the patient replied to.</summary>
    public required string ToNumber { get; init; }

    public required byte[] ContentCipher { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The reply refused further messages and was acted upon.</summary>
    public bool OptedOut { get; init; }

    /// <summary>The reply took an earlier refusal back.</summary>
    public bool Resubscribed { get; init; }

    /// <summary>Digits after the access number.</summary>
    public string Extension { get; init; } = "";

    /// <summary>The system that the reply belongs to; null: none.</summary>
    public int? SystemId { get; init; }

    public string? Department { get; init; }

    /// <summary>How message and system were found.</summary>
    public ReplyMatchKind MatchedBy { get; init; }

    /// <summary>The first rule that acted on it; null: none.</summary>
    public int? RuleId { get; init; }

    /// <summary>Account of who dealt with it; null: nobody yet.</summary>
    public string? HandledBy { get; set; }

    public DateTimeOffset? HandledAt { get; set; }

    /// <summary>The message that it answers, sent within 7 days; null: none.</summary>
    public long? RepliesToMessageId { get; init; }

    /// <summary>False when segments of a long reply never came.</summary>
    public bool Complete { get; init; } = true;
}
