using Yixun.Functions.Channels;

namespace Yixun.Functions.Admin;

/// <summary>Live state of the channels, from wherever the carrier daemon runs.</summary>
public interface IChannelStatusSource
{
    /// <summary>One entry a channel, in order of their ids.</summary>
    Task<IReadOnlyList<ChannelStatusView>> ReadAsync(CancellationToken cancellationToken);
}

/// <param name="Id">Channel id.</param>
/// <param name="Name">Name that people see.</param>
/// <param name="Carriers">Networks that it reaches.</param>
/// <param name="AccessNumber">Number shown on the handset.</param>
/// <param name="Connections">Connections configured; 0 when it is switched off.</param>
/// <param name="Bound">Connections logged in.</param>
/// <param name="Window">Requests that may be unanswered.</param>
/// <param name="InFlight">Requests unanswered now.</param>
/// <param name="Waiting">Messages that the daemon holds and has not sent.</param>
/// <param name="LastEvent">What last happened to a connection, or why the settings can't work.</param>
/// <param name="Protocol">cmpp20, cmpp30, sgip, smgp, smpp or mm7.</param>
/// <param name="Enabled">False: the operator switched it off.</param>
/// <param name="Mode">Running, Draining or Paused.</param>
/// <param name="Weight">Share among the channels that fit.</param>
/// <param name="HealthShare">What its health leaves of the weight, 0 (down) to 100 points.</param>
/// <param name="HealthReason">Chinese: why; null at 100.</param>
/// <param name="HealthChangedAt">When the share was changed last.</param>
/// <param name="Replicas">Daemon processes that run it.</param>
/// <param name="DownSince">Since when no connection is logged in; null while one is.</param>
/// <param name="Error">Why the settings can't work; null when they do.</param>
/// <param name="LastMinute">Figures of the newest minute that is over; null when nothing was measured lately.</param>
public sealed record ChannelStatusView(
    string Id,
    string Name,
    IReadOnlyList<string> Carriers,
    string AccessNumber,
    int Connections,
    int Bound,
    int Window,
    int InFlight,
    int Waiting,
    string? LastEvent,
    string Protocol,
    bool Enabled,
    string Mode,
    int Weight,
    int HealthShare,
    string? HealthReason,
    DateTimeOffset? HealthChangedAt,
    int Replicas,
    DateTimeOffset? DownSince,
    string? Error,
    ChannelMinuteView? LastMinute
);
