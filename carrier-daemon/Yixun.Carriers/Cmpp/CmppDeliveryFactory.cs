using Yixun.Carriers.Cmpp.Codec;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Cmpp;

/// <summary>DELIVERs to the deliveries of the contracts.</summary>
internal static class CmppDeliveryFactory
{
    public static CmppReport Report(
        CmppSession session,
        uint sequence,
        in CmppDeliverView deliver,
        in CmppStatusReport report,
        DateTimeOffset receivedAt,
        TimeSpan utcOffset
    ) =>
        new(session, sequence, deliver.MessageId)
        {
            ReceivedAt = receivedAt,
            CarrierId = CmppMessageId.ToCarrierId(report.MessageId),
            Status = report.Status,
            Destination = Subscriber(
                report.Destination.Length > 0 ? report.Destination : deliver.SourceTerminalId
            ),
            DoneAt = ReadMinute(report.DoneTime, utcOffset),
        };

    public static CmppInbound Inbound(
        CmppSession session,
        uint sequence,
        in CmppDeliverView deliver,
        DateTimeOffset receivedAt
    )
    {
        var raw = deliver.Content.ToArray();
        var header = deliver.HasUserDataHeader ? UserDataHeader.Parse(raw) : default;
        return new CmppInbound(session, sequence, deliver.MessageId)
        {
            ReceivedAt = receivedAt,
            CarrierId = CmppMessageId.ToCarrierId(deliver.MessageId),
            From = Subscriber(deliver.SourceTerminalId),
            To = deliver.DestinationId,
            Text = InboundText.Decode(deliver.Format, raw.AsSpan(header.Length)),
            Raw = raw,
            Concatenation = header.Concatenation,
        };
    }

    /// <summary>The last 11 digits when they are a mobile number with a country code or without; else as sent.</summary>
    public static string Subscriber(string number) =>
        number.Length > 11
        && number[^11] == '1'
        && number.AsSpan(number[0] == '+' ? 1 : 0).IndexOfAnyExceptInRange('0', '9') < 0
            ? number[^11..]
            : number;

    /// <summary>YYMMDDHHMM on the carrier's clock; null when it is no time.</summary>
    public static DateTimeOffset? ReadMinute(string text, TimeSpan utcOffset)
    {
        if (text.Length != 10 || text.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0)
        {
            return null;
        }

        var (year, month, day) = (2000 + Pair(text, 0), Pair(text, 2), Pair(text, 4));
        var (hour, minute) = (Pair(text, 6), Pair(text, 8));
        return
            month is >= 1 and <= 12
            && day >= 1
            && day <= DateTime.DaysInMonth(year, month)
            && hour < 24
            && minute < 60
            ? new DateTimeOffset(year, month, day, hour, minute, 0, utcOffset)
            : null;
    }

    private static int Pair(string digits, int index) =>
        ((digits[index] - '0') * 10) + digits[index + 1] - '0';
}
