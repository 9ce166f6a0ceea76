using Yixun.Core.Alerts;

namespace Yixun.Data.Model;

/// <summary>Something that operators must know. At most one is open for a kind and a channel.</summary>
public sealed class AlertEntity
{
    /// <summary>Time-ordered.</summary>
    public long Id { get; init; }

    /// <summary>One of <see cref="AlertKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Empty where it is about no single channel.</summary>
    public required string ChannelId { get; init; }

    public AlertSeverity Severity { get; set; }

    public DateTimeOffset RaisedAt { get; init; }

    /// <summary>When it was over; null while it is open.</summary>
    public DateTimeOffset? ClearedAt { get; set; }

    /// <summary>Chinese: what is wrong, as last seen.</summary>
    public required string Detail { get; set; }

    /// <summary>When its targets were last told that it is open.</summary>
    public DateTimeOffset RemindedAt { get; set; }

    /// <summary>Account of who has seen it; then nobody is reminded.</summary>
    public string? AcknowledgedBy { get; set; }

    public DateTimeOffset? AcknowledgedAt { get; set; }
}
