using Yixun.Core.Numbers;

namespace Yixun.Core.Routing;

/// <param name="Carrier">Network of the number.</param>
/// <param name="Channel">The channel; null when none fits.</param>
/// <param name="Reason">Why, as stored with the message: <c>carrier=Mobile by=prefix:138; channel=cmpp-mobile by=only</c>.</param>
public readonly record struct RouteDecision(Carrier Carrier, ChannelDefinition? Channel, string Reason);
