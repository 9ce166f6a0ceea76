using Yixun.Carriers.Links;

namespace Yixun.Carriers.Cmpp;

/// <summary>The connections of a channel to a CMPP 2.0, 2.1 or 3.0 gateway.</summary>
public sealed class CmppLink : WindowedLink
{
    /// <inheritdoc/>
    public CmppLink(
        CmppLinkSettings settings,
        ICarrierLinkHandler handler,
        TimeProvider? time = null,
        Random? random = null,
        IConnectionSlots? slots = null
    )
        : base(settings, handler, time, random, slots, () => Protocols(settings)) { }

    private static IEnumerable<LinkProtocol> Protocols(CmppLinkSettings settings) =>
        Enumerable.Range(0, settings.Connections).Select(_ => new CmppProtocol(settings));
}
