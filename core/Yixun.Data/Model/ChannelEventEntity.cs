namespace Yixun.Data.Model;

/// <summary>Something that happened to a channel: a person's change, a shift of traffic, an outage. Never changed.</summary>
public sealed class ChannelEventEntity
{
    /// <summary>Time-ordered.</summary>
    public long Id { get; init; }

    public required string ChannelId { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>created, changed, paused, resumed, draining, weight, share, down, up, receipt_loss, receipt_back, rerouted, test, removed …</summary>
    public required string Kind { get; init; }

    /// <summary>Chinese: what and why.</summary>
    public required string Detail { get; init; }

    /// <summary>Account, or "system".</summary>
    public required string By { get; init; }
}
