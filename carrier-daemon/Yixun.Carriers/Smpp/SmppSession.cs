using System.Globalization;
using Yixun.Carriers.Links;
using Yixun.Carriers.Smpp.Codec;
using Yixun.Carriers.Smpp.Pdus;

namespace Yixun.Carriers.Smpp;

/// <summary>One bound SMPP connection.</summary>
/// <param name="submits">False for a receiver.</param>
internal sealed class SmppSession(SmppLinkSettings settings, bool submits, SessionContext context)
    : LinkSession(settings, context, lastSequence: 0x7FFF_FFFF)
{
    private const uint ResponseBit = 0x8000_0000;
    private const byte ReceiptMask = 0x3C;
    private const byte Receipt = 0x04;
    private const byte Notification = 0x20;
    private readonly SmppSubmitTemplate _template = new(settings);

    public override bool Submits => submits;

    protected override int Interpret(ReadOnlySpan<byte> unread, DateTimeOffset now)
    {
        if (!SmppDecoder.TryReadFrame(unread, settings.MaxPduLength, out var header, out var body))
        {
            return 0;
        }

        switch (header.Command)
        {
            case SmppCommand.SubmitSmResponse:
                OnResponse(header.Sequence, Outcome(header.Status, body));
                break;
            case SmppCommand.GenericNack:
                OnResponse(
                    header.Sequence,
                    new SubmitOutcome(SubmitOutcomeKind.Rejected, null, header.Status, "generic_nack")
                );
                break;
            case SmppCommand.DeliverSm:
                OnDelivery(header, new SmppMessageView(body), now);
                break;
            case SmppCommand.DataSm:
                OnDelivery(header, new SmppMessageView(body, isData: true), now);
                break;
            case SmppCommand.EnquireLink:
                Write(
                    header.Sequence,
                    static (output, sequence) =>
                        SmppEncoder.Empty(output, SmppCommand.EnquireLinkResponse, sequence)
                );
                break;
            case SmppCommand.EnquireLinkResponse or SmppCommand.AlertNotification:
                break;
            case SmppCommand.Unbind:
                OnGoodbye(
                    header.Sequence,
                    static (output, sequence) =>
                        SmppEncoder.Empty(output, SmppCommand.UnbindResponse, sequence)
                );
                break;
            case SmppCommand.UnbindResponse:
                OnGoodbyeAnswered();
                break;
            case var command when ((uint)command & ResponseBit) == 0:
                Write(
                    header.Sequence,
                    static (output, sequence) =>
                        SmppEncoder.Empty(
                            output,
                            SmppCommand.GenericNack,
                            sequence,
                            SmppStatus.InvalidCommand
                        )
                );
                break;
            default:
                OnUnknownResponse();
                break;
        }

        return header.Length;
    }

    protected override void WriteSubmit(OutboundBuffer output, uint sequence, SubmitSegment segment) =>
        _template.Write(output, sequence, segment);

    protected override void WriteLinkTest(OutboundBuffer output, uint sequence) =>
        SmppEncoder.Empty(output, SmppCommand.EnquireLink, sequence);

    protected override void WriteGoodbye(OutboundBuffer output, uint sequence) =>
        SmppEncoder.Empty(output, SmppCommand.Unbind, sequence);

    protected override void WriteDeliveryAnswer(OutboundBuffer output, in DeliveryKey key, bool stored) =>
        SmppEncoder.MessageResponse(
            output,
            (SmppCommand)(key.Command | ResponseBit),
            key.Sequence,
            "",
            stored ? SmppStatus.Ok : SmppStatus.TemporaryAppError
        );

    private SubmitOutcome Outcome(uint status, ReadOnlySpan<byte> body)
    {
        if (status == SmppStatus.Ok)
        {
            var id = SmppMessageId.OfResponse(SmppDecoder.MessageId(body), settings.IdFormat);
            return new SubmitOutcome(SubmitOutcomeKind.Accepted, id, 0, null);
        }

        var kind = settings.FlowControlStatuses.Contains(status)
            ? SubmitOutcomeKind.FlowControl
            : SubmitOutcomeKind.Rejected;
        return new SubmitOutcome(kind, null, status, null);
    }

    private void OnDelivery(in SmppHeader header, in SmppMessageView message, DateTimeOffset now)
    {
        var key = new DeliveryKey((uint)header.Command, header.Sequence);
        var kind = message.EsmClass & ReceiptMask;
        // Some SMSCs forget to mark their receipts.
        if (kind is Receipt or Notification || SmppReceiptText.LooksLikeOne(message.Content))
        {
            OnReceipt(key, message, now);
        }
        else
        {
            OnInbound(Inbound(key, message, now));
        }
    }

    private void OnReceipt(in DeliveryKey key, in SmppMessageView message, DateTimeOffset now)
    {
        var receipt = SmppReceiptText.Read(message.Content);
        // The parameter repeats the response's id as it was; the text may write it in another base.
        var parameter = message.Option(SmppTag.ReceiptedMessageId).TrimEnd((byte)0);
        var id = parameter.IsEmpty
            ? SmppMessageId.OfReceipt(receipt.MessageId, settings.IdFormat)
            : SmppMessageId.OfResponse(SmppReader.ToText(parameter), settings.IdFormat);
        var status = receipt.Status;
        if (status.Length == 0 && message.Option(SmppTag.MessageState) is [var state, ..])
        {
            status = SmppStatus.WordOf(state);
        }

        if (id.Length == 0 || status.Length == 0)
        {
            OnMalformedDelivery(
                key,
                static (output, key) =>
                    SmppEncoder.MessageResponse(
                        output,
                        (SmppCommand)(key.Command | ResponseBit),
                        key.Sequence,
                        "",
                        SmppStatus.AppRejected
                    )
            );
            return;
        }

        OnReport(
            new SessionReport(this, key)
            {
                ReceivedAt = now,
                CarrierId = id,
                Status = status,
                Destination = SubscriberNumber.Normalize(message.Source),
                DoneAt = CarrierClock.Read(receipt.DoneTime, settings.UtcOffset),
            }
        );
    }

    private SessionInbound Inbound(in DeliveryKey key, in SmppMessageView message, DateTimeOffset now)
    {
        var raw = message.Content.ToArray();
        var header = message.HasUserDataHeader ? UserDataHeader.Parse(raw) : default;
        return new SessionInbound(this, key)
        {
            ReceivedAt = now,
            // A deliver_sm has no id, and one that is repeated may have another number: each counts as a new one.
            CarrierId = string.Create(
                CultureInfo.InvariantCulture,
                $"{now.ToUnixTimeMilliseconds():x}-{key.Sequence:x}"
            ),
            From = SubscriberNumber.Normalize(message.Source),
            To = message.Destination,
            Text = SmppText.Decode(message.DataCoding, raw.AsSpan(header.Length)),
            Raw = raw,
            Concatenation = header.Concatenation ?? message.SarPlace,
        };
    }
}
