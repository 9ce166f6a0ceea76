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

    /// <summary>The newest message to this phone before the reply, if any within 7 days.</summary>
    public long? RepliesToMessageId { get; init; }

    /// <summary>False when segments of a long reply never came.</summary>
    public bool Complete { get; init; } = true;
}
