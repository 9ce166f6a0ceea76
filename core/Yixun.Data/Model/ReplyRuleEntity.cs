using Yixun.Core.Replies;

namespace Yixun.Data.Model;

/// <summary>A keyword rule for replies.</summary>
public sealed class ReplyRuleEntity
{
    public int Id { get; init; }

    /// <summary>Rules are asked in ascending order.</summary>
    public int Position { get; set; }

    public bool Enabled { get; set; } = true;

    public required string Name { get; set; }

    public ReplyComparison Comparison { get; set; }

    /// <summary>Words or regular expressions, a JSON array.</summary>
    public required string Words { get; set; }

    /// <summary>Only replies of this system; null: of any.</summary>
    public int? SystemId { get; set; }

    public string? Department { get; set; }

    /// <summary>Only extensions that begin so; null: any.</summary>
    public string? Extension { get; set; }

    public string? AccessNumber { get; set; }

    public DateTimeOffset? ValidFrom { get; set; }

    public DateTimeOffset? ValidUntil { get; set; }

    /// <summary>"08:00-18:00", or "always".</summary>
    public string Hours { get; set; } = "always";

    /// <summary>What is answered, without signature; null: nothing.</summary>
    public string? Answer { get; set; }

    public ReplyForward Forward { get; set; }

    public int? ForwardSystemId { get; set; }

    /// <summary>The rules behind it are asked too.</summary>
    public bool GoesOn { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Account.</summary>
    public required string UpdatedBy { get; set; }
}
