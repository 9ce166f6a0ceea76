using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Text;

namespace Yixun.Core.Routing;

/// <summary>
/// What the site wants for some messages: which channels may carry them, or that none may. An empty condition holds always.
/// Rules are asked in order; the first whose conditions hold decides.
/// </summary>
public sealed record RouteRule
{
    /// <summary>Stable id, named in explanations.</summary>
    public required string Id { get; init; }

    /// <summary>Name that people see.</summary>
    public string Name { get; init; } = "";

    public IReadOnlyList<Carrier> Carriers { get; init; } = [];

    public IReadOnlyList<Lane> Lanes { get; init; } = [];

    /// <summary>Keys of connected systems.</summary>
    public IReadOnlyList<string> Systems { get; init; } = [];

    public IReadOnlyList<string> Provinces { get; init; } = [];

    public IReadOnlyList<string> Signatures { get; init; } = [];

    /// <summary>Only numbers that changed their carrier, or only others.</summary>
    public bool? Ported { get; init; }

    /// <summary>Only texts with a link, or only others.</summary>
    public bool? HasLink { get; init; }

    /// <summary>Nothing is sent.</summary>
    public bool Deny { get; init; }

    /// <summary>Ids of the channels that may carry them; all when empty.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>How one is chosen of several that fit.</summary>
    public RoutePreference Preference { get; init; }

    /// <summary>When none of the rule's channels fits, the next rules are asked.</summary>
    public bool FallThrough { get; init; }

    internal bool Holds(in RouteRequest request, in NumberMatch match) => Unmet(request, match) is null;

    /// <summary>The first condition that does not hold; null when all do.</summary>
    internal RouteCondition? Unmet(in RouteRequest request, in NumberMatch match) =>
        !Fits(Carriers, match.Carrier) ? RouteCondition.Carrier
        : !Fits(Lanes, request.Lane) ? RouteCondition.Lane
        : Systems.Count > 0 && !Systems.Contains(request.System) ? RouteCondition.System
        : Provinces.Count > 0 && (match.Province is not { } province || !Provinces.Contains(province))
            ? RouteCondition.Province
        : Signatures.Count > 0 && (request.Signature is not { } signature || !Signatures.Contains(signature))
            ? RouteCondition.Signature
        : Ported is { } ported && ported != match.Ported ? RouteCondition.Ported
        : HasLink is { } hasLink && hasLink != (request.Links != LinkKind.None) ? RouteCondition.Link
        : null;

    private static bool Fits<T>(IReadOnlyList<T> allowed, T value) =>
        allowed.Count == 0 || allowed.Contains(value);
}
