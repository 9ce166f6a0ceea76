using Yixun.Core.Alerts;

namespace Yixun.Data.Model;

/// <summary>That a target is told of an alert on one occasion.</summary>
public sealed class AlertDeliveryEntity
{
    /// <summary>Time-ordered.</summary>
    public long Id { get; init; }

    public long AlertId { get; init; }

    public long TargetId { get; init; }

    public AlertOccasion Occasion { get; init; }

    public AlertDeliveryState State { get; set; }

    public int Tries { get; set; }

    /// <summary>When it is tried (again); null when it is not.</summary>
    public DateTimeOffset? NextTryAt { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>Chinese or English: why the last try failed; without address and secret.</summary>
    public string? LastError { get; set; }
}
