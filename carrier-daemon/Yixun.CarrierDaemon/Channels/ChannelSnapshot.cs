using Yixun.Core.Channels;

namespace Yixun.CarrierDaemon.Channels;

/// <param name="Settings">The channel.</param>
/// <param name="Bound">Connections logged in.</param>
/// <param name="Window">Submits that may be unanswered.</param>
/// <param name="InFlight">Submits unanswered.</param>
/// <param name="Open">Segments claimed whose result is not durable.</param>
/// <param name="Waiting">Messages held and not claimed.</param>
/// <param name="LastEvent">What last happened to a connection.</param>
/// <param name="Standby">Other replicas of the daemon hold all its connections: not connected here, and nothing is wrong.</param>
/// <param name="Error">Why the settings can't work; null when they do.</param>
public sealed record ChannelSnapshot(
    ChannelSettings Settings,
    int Bound,
    int Window,
    int InFlight,
    int Open,
    int Waiting,
    string? LastEvent,
    bool Standby = false,
    string? Error = null
);
