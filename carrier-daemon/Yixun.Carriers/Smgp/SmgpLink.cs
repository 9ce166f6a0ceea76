using Yixun.Carriers.Links;

namespace Yixun.Carriers.Smgp;

/// <summary>The connections of a channel to an SMGP 3.0 gateway.</summary>
public sealed class SmgpLink : WindowedLink
{
    private const byte Sends = 0;
    private const byte Receives = 1;
    private const byte Both = 2;

    /// <inheritdoc/>
    public SmgpLink(
        SmgpLinkSettings settings,
        ICarrierLinkHandler handler,
        TimeProvider? time = null,
        Random? random = null,
        IConnectionSlots? slots = null
    )
        : base(settings, handler, time, random, slots, () => Protocols(settings)) { }

    private static IEnumerable<LinkProtocol> Protocols(SmgpLinkSettings settings)
    {
        var mode = settings.SeparateDirections ? Sends : Both;
        for (var connection = 0; connection < settings.Connections; connection++)
        {
            yield return new SmgpProtocol(settings, mode);
        }

        if (settings.SeparateDirections)
        {
            yield return new SmgpProtocol(settings, Receives);
        }
    }
}
