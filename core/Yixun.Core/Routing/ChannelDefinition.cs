using Yixun.Core.Messages;
using Yixun.Core.Numbers;

namespace Yixun.Core.Routing;

/// <summary>What routing needs to know of a channel.</summary>
public sealed record ChannelDefinition
{
    /// <summary>Stable id, 2 to 32 of a-z, 0-9 and dash; part of queue names.</summary>
    public required string Id { get; init; }

    /// <summary>Name that people see.</summary>
    public required string Name { get; init; }

    /// <summary>Networks that it reaches.</summary>
    public required IReadOnlyList<Carrier> Carriers { get; init; }

    /// <summary>Lanes that it may carry; all when empty.</summary>
    public IReadOnlyList<Lane> Lanes { get; init; } = [];

    /// <summary>Number shown on the handset; an extension is appended, at most 20 digits together.</summary>
    public required string AccessNumber { get; init; }

    /// <summary>Share among the channels that fit, above 0.</summary>
    public int Weight { get; init; } = 100;

    /// <summary>False takes it out of routing.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Dispatch may choose it for this lane.</summary>
    public bool Carries(Lane lane) => Lanes.Count == 0 || Lanes.Contains(lane);
}
