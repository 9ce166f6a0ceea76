namespace Yixun.Core.Channels.Health;

/// <summary>What must be remembered of a channel between two looks, so that decisions have hysteresis.</summary>
internal sealed class HealthMemory
{
    /// <summary>Since when no connection is logged in.</summary>
    public DateTimeOffset? UnboundSince { get; set; }

    /// <summary>Since when one is, without a break.</summary>
    public DateTimeOffset? BoundSince { get; set; }

    /// <summary>The last step, down or up.</summary>
    public DateTimeOffset? SteppedAt { get; set; }

    /// <summary>When points were taken off last, and that has not been waited out.</summary>
    public DateTimeOffset? TakenAt { get; set; }

    /// <summary>Reports are lost.</summary>
    public bool Loss { get; set; }

    /// <summary>The share as it would be, while shifting is switched off.</summary>
    public int? Imagined { get; set; }
}
