using Yixun.Core.Routing;

namespace Yixun.Functions.Channels.Failover;

/// <summary>How far the messages that wait on one channel have been looked at.</summary>
internal sealed class RerouteProgress
{
    /// <summary>Timestamp of the clock when the channel was first seen not working.</summary>
    public required long Since { get; init; }

    /// <summary>Message id up to which this pass has come.</summary>
    public long After { get; set; }

    /// <summary>The routes that the pass began with: others may know a way.</summary>
    public RouteTable? Routes { get; set; }

    /// <summary>When the pass ended; null while it goes on.</summary>
    public long? EndedAt { get; set; }
}
