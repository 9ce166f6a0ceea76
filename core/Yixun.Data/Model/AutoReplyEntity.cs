namespace Yixun.Data.Model;

/// <summary>An answer that a rule owes to a reply; also what keeps answers to one phone few.</summary>
public sealed class AutoReplyEntity
{
    public long Id { get; init; }

    public long InboundMessageId { get; init; }

    public int RuleId { get; init; }

    public long PhoneHash { get; init; }

    /// <summary>The rule's text.</summary>
    public required string Text { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public AutoReplyState State { get; set; }

    public long? BatchId { get; set; }

    /// <summary>Code of the problem; null: none.</summary>
    public string? Problem { get; set; }
}
