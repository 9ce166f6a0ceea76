namespace Yixun.Functions.Admin;

/// <summary>Live state of the channels, from wherever the carrier daemon runs.</summary>
public interface IChannelStatusSource
{
    /// <summary>One entry a channel.</summary>
    IReadOnlyList<ChannelStatusView> Current { get; }
}

/// <param name="Id">Channel id.</param>
/// <param name="Name">Name that people see.</param>
/// <param name="Carriers">Networks that it reaches.</param>
/// <param name="AccessNumber">Number shown on the handset.</param>
/// <param name="Connections">Connections configured.</param>
/// <param name="Bound">Connections logged in.</param>
/// <param name="Window">Requests that may be unanswered.</param>
/// <param name="InFlight">Requests unanswered now.</param>
/// <param name="Waiting">Messages that the daemon holds and has not sent.</param>
/// <param name="LastEvent">What last happened to a connection.</param>
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
    string? LastEvent
);
