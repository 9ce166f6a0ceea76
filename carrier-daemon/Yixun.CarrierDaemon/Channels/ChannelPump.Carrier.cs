using Yixun.CarrierDaemon.Receipts;
using Yixun.CarrierDaemon.Supervision;
using Yixun.Carriers.Links;
using Yixun.Core.Failures;
using Yixun.Core.Messages;
using Yixun.Messaging.Chunks;

namespace Yixun.CarrierDaemon.Channels;

/// <content>What its carrier says.</content>
internal sealed partial class ChannelPump
{
    private const string Delivered = "DELIVRD";

    void ICarrierLinkHandler.OnSubmitOutcome(
        SubmitSegment segment,
        in SubmitOutcome outcome,
        TimeSpan latency
    )
    {
        var message = (OutgoingMessage)segment.State!;
        var at = _time.GetUtcNow();
        var now = at.ToUnixTimeMilliseconds();
        _meters.Outcome(outcome, latency, at);
        switch (outcome.Kind)
        {
            case SubmitOutcomeKind.Accepted:
                var (number, trace) = Settle(
                    message,
                    segment,
                    ReceiptKind.Accepted,
                    outcome.CarrierId!,
                    "",
                    now
                );
                var reported = _recent.Add(
                    outcome.CarrierId!,
                    new RecentSegment(
                        segment.MessageId,
                        segment.Index,
                        segment.Total,
                        _time.GetTimestamp(),
                        number,
                        ChannelMeasure.MinuteOf(at),
                        Trace: trace
                    )
                );
                if (reported)
                {
                    _meters.ReportedBefore(at);
                }

                break;
            case SubmitOutcomeKind.Rejected:
                Settle(
                    message,
                    segment,
                    ReceiptKind.Refused,
                    "",
                    FailureTexts.OfSubmitResult(outcome.Code),
                    now
                );
                break;
            case SubmitOutcomeKind.Uncertain:
                var reason =
                    outcome.Reason?.Contains("timeout", StringComparison.Ordinal) == true
                        ? MessageReasons.ResponseTimeout
                        : MessageReasons.LinkLost;
                Settle(message, segment, ReceiptKind.Uncertain, "", reason, now);
                break;
            default:
                SendAgain(message, segment, outcome.Kind == SubmitOutcomeKind.FlowControl);
                break;
        }
    }

    void ICarrierLinkHandler.OnReport(CarrierReport report)
    {
        var at = report.ReceivedAt.ToUnixTimeMilliseconds();
        var known = _recent.TryReport(report.CarrierId, out var segment, out var sighting);
        _meters.Report(
            report.Status == Delivered,
            sighting,
            known ? _time.GetElapsedTime(segment.AnsweredAt) : null,
            _time.GetUtcNow()
        );
        _receipts.EnqueueReport(
            new Receipt(
                ReceiptKind.Report,
                segment.MessageId,
                segment.Segment,
                segment.Segments,
                report.CarrierId,
                report.Status,
                at,
                known ? segment.Trace : ""
            ),
            report,
            segment.ResultNumber
        );
    }

    // Found by the carrier's id alone: there are few, and one that comes before its result waits like a report.
    void ICarrierLinkHandler.OnRead(CarrierRead read) =>
        _receipts.EnqueueReport(
            new Receipt(
                ReceiptKind.Read,
                0,
                0,
                0,
                read.CarrierId,
                "",
                read.ReceivedAt.ToUnixTimeMilliseconds()
            ),
            read,
            0
        );

    void ICarrierLinkHandler.OnInbound(CarrierInbound inbound) =>
        _receipts.EnqueueInbound(
            new InboundSegment(
                inbound.CarrierId,
                inbound.From,
                inbound.To,
                inbound.Text,
                inbound.Concatenation?.Reference ?? -1,
                inbound.Concatenation?.Total ?? 1,
                inbound.Concatenation?.Index ?? 1,
                inbound.ReceivedAt.ToUnixTimeMilliseconds(),
                inbound.Media.Count == 0
                    ? null
                    :
                    [
                        .. inbound.Media.Select(part => new InboundMedium(
                            part.ContentType,
                            part.Name,
                            part.Data
                        )),
                    ]
            ),
            inbound
        );

    void ICarrierLinkHandler.OnCapacityChanged()
    {
        _duty.Update();
        _signal.Set();
    }

    void ICarrierLinkHandler.OnConnectionEvent(CarrierConnectionEvent connectionEvent)
    {
        _meters.Event(connectionEvent.Connection, connectionEvent.Kind, _time.GetUtcNow());
        _lastEvent = $"#{connectionEvent.Connection} {connectionEvent.Kind}: {connectionEvent.Detail}";
        LogConnectionEvent(
            _settings.Id,
            connectionEvent.Connection,
            connectionEvent.Kind,
            connectionEvent.Detail,
            connectionEvent.RetryAfter
        );
        _signal.Set();
    }
}
