using Yixun.Carriers.Links;
using Yixun.Carriers.Smgp;
using Yixun.Core.Channels;

namespace Yixun.CarrierDaemon.Channels.Protocols;

/// <summary>Channels that speak SMGP.</summary>
internal static class SmgpChannel
{
    public static ICarrierLink Create(
        ChannelSettings channel,
        ICarrierLinkHandler handler,
        TimeProvider time,
        IConnectionSlots slots
    )
    {
        var settings = new SmgpLinkSettings
        {
            Host = channel.Host,
            Port = channel.Port,
            Account = channel.Account,
            Secret = channel.Secret,
            Version = channel.Smgp.WithoutFixedFee ? (byte)0x13 : (byte)0x30,
            SeparateDirections = channel.Smgp.SeparateDirections,
            ServiceId = channel.ServiceId,
            FeeType = channel.FeeType ?? "00",
            FeeCode = channel.FeeCode,
            MessageSource = channel.MessageSource,
            MobileServiceId = channel.Smgp.MobileServiceId,
        };
        if (channel.FlowControlCodes is { Count: > 0 } codes)
        {
            settings = settings with { FlowControlStatuses = [.. codes] };
        }

        return new SmgpLink(channel.Connect(settings), handler, time, slots: slots);
    }
}
