using Yixun.Carriers.Cmpp.Codec;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Cmpp;

/// <summary>DELIVERs to the deliveries of the contracts.</summary>
internal static class CmppDeliveryFactory
{
    public static SessionReport Report(
        LinkSession session,
        in DeliveryKey key,
        in CmppDeliverView deliver,
        in CmppStatusReport report,
        DateTimeOffset receivedAt,
        TimeSpan utcOffset
    ) =>
        new(session, key)
        {
            ReceivedAt = receivedAt,
            CarrierId = CmppMessageId.ToCarrierId(report.MessageId),
            Status = report.Status,
            Destination = SubscriberNumber.Normalize(
                report.Destination.Length > 0 ? report.Destination : deliver.SourceTerminalId
            ),
            DoneAt = CarrierClock.Read(report.DoneTime, utcOffset),
        };

    public static SessionInbound Inbound(
        LinkSession session,
        in DeliveryKey key,
        in CmppDeliverView deliver,
        DateTimeOffset receivedAt
    )
    {
        var raw = deliver.Content.ToArray();
        var header = deliver.HasUserDataHeader ? UserDataHeader.Parse(raw) : default;
        return new SessionInbound(session, key)
        {
            ReceivedAt = receivedAt,
            CarrierId = CmppMessageId.ToCarrierId(deliver.MessageId),
            From = SubscriberNumber.Normalize(deliver.SourceTerminalId),
            To = deliver.DestinationId,
            Text = InboundText.Decode(deliver.Format, raw.AsSpan(header.Length)),
            Raw = raw,
            Concatenation = header.Concatenation,
        };
    }
}
