using Yixun.Core.Messages;
using Yixun.Core.Routing;

namespace Yixun.Data.Model;

/// <summary>What one submission call accepted.</summary>
public sealed class BatchEntity
{
    public long Id { get; init; }

    public int SystemId { get; init; }

    public string? ClientId { get; init; }

    /// <summary>SHA-256 of the request body; tells a repetition from another request with the same clientId.</summary>
    public required byte[] BodyDigest { get; init; }

    /// <summary>First 16 octets of the SHA-256 of key and nonce; keeps the nonce used after a restart.</summary>
    public required byte[] NonceHash { get; init; }

    public Lane Lane { get; init; }

    /// <summary>SMS or MMS; of an MMS the text is the subject, and the media stand with the batch's id.</summary>
    public ChannelKind Kind { get; init; }

    /// <summary>The only channel that may carry it (a test); null: any.</summary>
    public string? ForcedChannelId { get; init; }

    /// <summary>Digits after the access number: those of the system or department, then the request's own.</summary>
    public string Extension { get; init; } = "";

    /// <summary>For which department it was sent; null: none named.</summary>
    public string? Department { get; init; }

    /// <summary>The text of all messages; null when each has its own.</summary>
    public byte[]? ContentCipher { get; init; }

    public string? TemplateId { get; init; }

    /// <summary>Ids of the batch's messages lie between these two, with none of this node's others between them.</summary>
    public long FirstMessageId { get; init; }

    /// <inheritdoc cref="FirstMessageId"/>
    public long LastMessageId { get; init; }

    public int MessageCount { get; init; }

    /// <summary>Billable segments of all messages.</summary>
    public int Segments { get; init; }

    public int RejectedCount { get; init; }

    /// <summary>The rejected numbers with code and text, as JSON; null when none.</summary>
    public byte[]? RejectionsCipher { get; init; }

    /// <summary>Messages that repeated a clientId of before, as JSON; null when none.</summary>
    public string? Repeated { get; init; }

    public DateTimeOffset AcceptedAt { get; init; }

    public DateTimeOffset? ScheduledAt { get; init; }
}
