using Yixun.Carriers.Links;
using Yixun.Carriers.Smpp.Pdus;

namespace Yixun.Carriers.Smpp;

/// <summary>The connections of a channel to an SMSC or aggregator that speaks SMPP 3.4.</summary>
public sealed class SmppLink : WindowedLink
{
    /// <inheritdoc/>
    public SmppLink(
        SmppLinkSettings settings,
        ICarrierLinkHandler handler,
        TimeProvider? time = null,
        Random? random = null,
        IConnectionSlots? slots = null
    )
        : base(settings, handler, time, random, slots, () => Protocols(settings)) { }

    private static IEnumerable<LinkProtocol> Protocols(SmppLinkSettings settings)
    {
        for (var connection = 0; connection < settings.Connections; connection++)
        {
            if (settings.Transceiver)
            {
                yield return new SmppProtocol(settings, SmppCommand.BindTransceiver);
            }
            else
            {
                yield return new SmppProtocol(settings, SmppCommand.BindTransmitter);
                yield return new SmppProtocol(settings, SmppCommand.BindReceiver);
            }
        }
    }
}
