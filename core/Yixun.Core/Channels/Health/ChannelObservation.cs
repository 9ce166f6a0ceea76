using Yixun.Core.Numbers;
using Yixun.Core.Routing;

namespace Yixun.Core.Channels.Health;

/// <summary>What is known of a channel at one moment. Counts are segments.</summary>
public sealed record ChannelObservation
{
    public required string Id { get; init; }

    public ChannelKind Kind { get; init; }

    /// <summary>Networks that it reaches.</summary>
    public IReadOnlyList<Carrier> Carriers { get; init; } = [];

    /// <summary>False while the operator keeps new messages off it: it is no way out for others.</summary>
    public bool TakesTraffic { get; init; } = true;

    /// <summary>What its health leaves of its weight now.</summary>
    public int Share { get; init; } = 100;

    /// <summary>When the share was changed last.</summary>
    public DateTimeOffset? ShareChangedAt { get; init; }

    /// <summary>Connections logged in, in all processes that live.</summary>
    public int Bound { get; init; }

    /// <summary>Since when every process says that none is; null when nobody says so.</summary>
    public DateTimeOffset? UnboundSince { get; init; }

    /// <summary>Why its settings can't work; null when they do.</summary>
    public string? Error { get; init; }

    /// <summary>Accepted in the slow window, long enough ago for a report to be late.</summary>
    public int Awaited { get; init; }

    /// <summary>Those of them whose report came in time.</summary>
    public int InTime { get; init; }

    /// <summary>Answered or given up in the error window.</summary>
    public int Answers { get; init; }

    /// <summary>Those of them that say something bad about the channel.</summary>
    public int Errors { get; init; }

    /// <summary>Accepted in the loss window, long enough ago for a report.</summary>
    public int LossAccepted { get; init; }

    /// <summary>Reports of any segments in the loss window.</summary>
    public int LossReports { get; init; }

    /// <summary>Part of late or missing reports, 0 to 1.</summary>
    public double SlowPart => Awaited == 0 ? 0 : (double)(Awaited - InTime) / Awaited;

    /// <summary>Part of errors, 0 to 1.</summary>
    public double ErrorPart => Answers == 0 ? 0 : (double)Errors / Answers;
}
