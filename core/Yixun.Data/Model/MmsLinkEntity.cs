namespace Yixun.Data.Model;

/// <summary>Where the receiver of a short message finds the MMS that could not be sent to that number.</summary>
public sealed class MmsLinkEntity
{
    /// <summary>10 random base62 characters.</summary>
    public required string Token { get; init; }

    public long MessageId { get; init; }

    public long BatchId { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the page was first shown; null: not yet.</summary>
    public DateTimeOffset? OpenedAt { get; set; }
}
