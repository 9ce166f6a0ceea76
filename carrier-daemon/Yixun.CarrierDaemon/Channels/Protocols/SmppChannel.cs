using Yixun.Carriers.Links;
using Yixun.Carriers.Smpp;
using Yixun.Core.Channels;

namespace Yixun.CarrierDaemon.Channels.Protocols;

/// <summary>Channels that speak SMPP.</summary>
internal static class SmppChannel
{
    private const int LongestPdu = 70_000;

    public static ICarrierLink Create(
        ChannelSettings channel,
        ICarrierLinkHandler handler,
        TimeProvider time,
        IConnectionSlots slots
    )
    {
        var own = channel.Smpp;
        var settings = new SmppLinkSettings
        {
            Host = channel.Host,
            Port = channel.Port,
            Account = channel.Account,
            Secret = channel.Secret,
            MaxPduLength = LongestPdu,
            Transceiver = own.Transceiver,
            SystemType = own.SystemType,
            ServiceType = channel.ServiceId,
            SourceTon = own.SourceTon,
            SourceNpi = own.SourceNpi,
            DestinationTon = own.DestinationTon,
            DestinationNpi = own.DestinationNpi,
            DestinationPrefix = own.DestinationPrefix,
            ValidityPeriod = own.ValidityPeriod,
            AsciiDataCoding = own.AsciiDataCoding,
            LongMessages = Enum.Parse<SmppLongMessages>(own.LongMessages, ignoreCase: true),
            IdFormat = Enum.Parse<SmppIdFormat>(own.IdFormat, ignoreCase: true),
        };
        if (channel.FlowControlCodes is { Count: > 0 } codes)
        {
            settings = settings with { FlowControlStatuses = [.. codes] };
        }

        return new SmppLink(channel.Connect(settings), handler, time, slots: slots);
    }
}
