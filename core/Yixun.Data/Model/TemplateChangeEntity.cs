namespace Yixun.Data.Model;

/// <summary>A step in the life of a template. Never changed.</summary>
public sealed class TemplateChangeEntity
{
    /// <summary>Time-ordered.</summary>
    public long Id { get; init; }

    public required string TemplateId { get; init; }

    public int Version { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Account.</summary>
    public required string By { get; init; }

    /// <summary>draft, reviewing, approved, rejected, disabled or enabled.</summary>
    public required string Action { get; init; }

    public required string Note { get; init; }
}
