using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Links;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>Every protocol that the daemon speaks.</summary>
public sealed class CarrierLinkFactory(TimeProvider time) : ICarrierLinkFactory
{
    public ICarrierLink Create(ChannelSettings channel, ICarrierLinkHandler handler)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return channel.Protocol switch
        {
            "cmpp20" or "cmpp30" => new CmppLink(channel.ToCmpp(), handler, time),
            _ => throw new ArgumentException(
                $"Channel {channel.Id}: protocol '{channel.Protocol}' is not known."
            ),
        };
    }
}
