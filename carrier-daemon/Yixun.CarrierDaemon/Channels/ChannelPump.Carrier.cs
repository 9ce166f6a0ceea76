using Yixun.CarrierDaemon.Receipts;
using Yixun.Carriers.Links;
using Yixun.Core.Failures;
using Yixun.Core.Messages;
using Yixun.Messaging.Chunks;

namespace Yixun.CarrierDaemon.Channels;

/// <content>What its carrier says.</content>
internal sealed partial class ChannelPump
{
    void ICarrierLinkHandler.OnSubmitOutcome(
        SubmitSegment segment,
        in SubmitOutcome outcome,
        TimeSpan latency
    )
    {
        var message = (OutgoingMessage)segment.State!;
        _meters.Outcome(outcome.Kind, latency);
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        switch (outcome.Kind)
        {
            case SubmitOutcomeKind.Accepted:
                var number = Settle(message, segment, ReceiptKind.Accepted, outcome.CarrierId!, "", now);
                _recent.Add(
                    outcome.CarrierId!,
                    new RecentSegment(
                        segment.MessageId,
                        segment.Index,
                        segment.Total,
                        _time.GetTimestamp(),
                        number
                    )
                );
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
        var known = _recent.TryFind(report.CarrierId, out var segment);
        _meters.Report(known ? _time.GetElapsedTime(segment.AnsweredAt) : null);
        _receipts.EnqueueReport(
            new Receipt(
                ReceiptKind.Report,
                segment.MessageId,
                segment.Segment,
                segment.Segments,
                report.CarrierId,
                report.Status,
                at
            ),
            report,
            segment.ResultNumber
        );
    }

    void ICarrierLinkHandler.OnRead(CarrierRead read)
    {
        _recent.TryFind(read.CarrierId, out var segment);
        _receipts.EnqueueReport(
            new Receipt(
                ReceiptKind.Read,
                segment.MessageId,
                segment.Segment,
                segment.Segments,
                read.CarrierId,
                "",
                read.ReceivedAt.ToUnixTimeMilliseconds()
            ),
            read,
            segment.ResultNumber
        );
    }

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

    void ICarrierLinkHandler.OnCapacityChanged() => _signal.Set();

    void ICarrierLinkHandler.OnConnectionEvent(CarrierConnectionEvent connectionEvent)
    {
        _meters.Event(connectionEvent.Kind);
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
