using Yixun.Core.Numbers;

namespace Yixun.Core.Routing;

/// <param name="Outcome">What routing came to.</param>
/// <param name="Carrier">Network of the number.</param>
/// <param name="Channel">The channel; null unless chosen.</param>
/// <param name="Reason">
/// Why, as stored with the message: <c>carrier=Mobile by=prefix:138; rule=urgent; channel=cmpp-mobile by=weight:80/100;
/// not=backup:down</c>. See <see cref="RouteExplanation"/>.
/// </param>
/// <param name="OpensAt">When closed: when the first channel opens.</param>
public readonly record struct RouteDecision(
    RouteOutcome Outcome,
    Carrier Carrier,
    ChannelDefinition? Channel,
    string Reason,
    DateTimeOffset? OpensAt = null
);
