using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Links;
using Yixun.Core.Channels;

namespace Yixun.CarrierDaemon.Channels.Protocols;

/// <summary>Channels that speak CMPP.</summary>
internal static class CmppChannel
{
    public static ICarrierLink Create(
        ChannelSettings channel,
        byte version,
        ICarrierLinkHandler handler,
        TimeProvider time,
        IConnectionSlots slots
    ) =>
        new CmppLink(
            channel.Connect(
                new CmppLinkSettings
                {
                    Host = channel.Host,
                    Port = channel.Port,
                    Account = channel.Account,
                    Secret = channel.Secret,
                    Version = version,
                    MessageSource = channel.MessageSource,
                    ServiceId = channel.ServiceId,
                    FeeType = channel.FeeType ?? "01",
                    FeeCode = channel.FeeCode,
                }
            ),
            handler,
            time,
            slots: slots
        );
}
