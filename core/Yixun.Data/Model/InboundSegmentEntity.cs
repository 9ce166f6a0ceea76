namespace Yixun.Data.Model;

/// <summary>A segment of a reply: of a long one it waits for the others; a whole one is remembered so that a repeat is seen.</summary>
public sealed class InboundSegmentEntity
{
    /// <summary>Row id; also binds the ciphertext.</summary>
    public long Id { get; init; }

    public required string ChannelId { get; init; }

    /// <summary>The carrier's id of the delivery.</summary>
    public required string CarrierId { get; init; }

    public long FromHash { get; init; }

    public required string ToNumber { get; init; }

    public int Reference { get; init; }

    public int Segments { get; init; }

    public int Segment { get; init; }

    /// <summary>Sender and text as JSON; empty once the reply is stored whole.</summary>
    public required byte[] ContentCipher { get; set; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The reply it became part of; null while it waits.</summary>
    public long? InboundMessageId { get; set; }
}
