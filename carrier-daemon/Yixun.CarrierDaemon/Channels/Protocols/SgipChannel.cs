using System.Globalization;
using System.Net;
using Yixun.Carriers.Links;
using Yixun.Carriers.Sgip;
using Yixun.Core.Channels;

namespace Yixun.CarrierDaemon.Channels.Protocols;

/// <summary>Channels that speak SGIP.</summary>
internal static class SgipChannel
{
    public static ICarrierLink Create(
        ChannelSettings channel,
        ICarrierLinkHandler handler,
        TimeProvider time,
        IConnectionSlots slots
    )
    {
        var own = channel.Sgip;
        var settings = new SgipLinkSettings
        {
            Host = channel.Host,
            Port = channel.Port,
            Account = channel.Account,
            Secret = channel.Secret,
            Node = own.Node,
            CorpId = own.CorpId,
            ServiceType = channel.ServiceId,
            FeeType = channel.FeeType is { } fee
                ? byte.Parse(fee, NumberStyles.None, CultureInfo.InvariantCulture)
                : (byte)1,
            FeeValue = channel.FeeCode,
            Listen = own.Listen is { Length: > 0 } address ? IPEndPoint.Parse(address) : null,
            PeerAccount = own.PeerAccount,
            PeerSecret = own.PeerSecret,
            PeerAddresses = [.. own.PeerAddresses.Select(IPAddress.Parse)],
        };
        if (channel.FlowControlCodes is { Count: > 0 } codes)
        {
            settings = settings with { FlowControlResults = [.. codes] };
        }

        return new SgipLink(channel.Connect(settings), handler, time, slots: slots);
    }
}
