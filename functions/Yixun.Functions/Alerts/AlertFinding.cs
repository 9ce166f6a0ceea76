using Yixun.Core.Alerts;

namespace Yixun.Functions.Alerts;

/// <summary>A condition that holds now.</summary>
/// <param name="ChannelId">Empty where it is about no single channel.</param>
/// <param name="Detail">Chinese.</param>
/// <param name="RaiseAfter">How long it must last before it is an alert.</param>
/// <param name="Since">Since when it holds, where that is known; else since it was first found.</param>
public sealed record AlertFinding(
    string Kind,
    string ChannelId,
    AlertSeverity Severity,
    string Detail,
    TimeSpan RaiseAfter,
    DateTimeOffset? Since = null
);
