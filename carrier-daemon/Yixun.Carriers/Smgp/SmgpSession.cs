using Yixun.Carriers.Links;
using Yixun.Carriers.Smgp.Codec;
using Yixun.Carriers.Smgp.Pdus;

namespace Yixun.Carriers.Smgp;

/// <summary>One bound SMGP connection.</summary>
/// <param name="mode">LoginMode: 0 sends, 1 receives, 2 both.</param>
internal sealed class SmgpSession(SmgpLinkSettings settings, byte mode, SessionContext context)
    : LinkSession(settings, context)
{
    private readonly SmgpSubmitTemplate _template = new(settings);

    public override bool Submits => mode != 1;

    protected override int Interpret(ReadOnlySpan<byte> unread, DateTimeOffset now)
    {
        if (!SmgpDecoder.TryReadFrame(unread, settings.MaxPduLength, out var header, out var body))
        {
            return 0;
        }

        switch (header.Command)
        {
            case SmgpCommand.SubmitResponse:
                OnResponse(header.Sequence, Outcome(SmgpDecoder.Response(body)));
                break;
            case SmgpCommand.Deliver:
                OnDeliver(header.Sequence, body, now);
                break;
            case SmgpCommand.ActiveTest:
                Write(
                    header.Sequence,
                    static (output, sequence) =>
                        SmgpEncoder.Empty(output, SmgpCommand.ActiveTestResponse, sequence)
                );
                break;
            // Some gateways add an octet to it.
            case SmgpCommand.ActiveTestResponse:
                break;
            case SmgpCommand.Exit:
                OnGoodbye(
                    header.Sequence,
                    static (output, sequence) => SmgpEncoder.Empty(output, SmgpCommand.ExitResponse, sequence)
                );
                break;
            case SmgpCommand.ExitResponse:
                OnGoodbyeAnswered();
                break;
            case var command when ((uint)command & 0x8000_0000) == 0:
                throw new CarrierProtocolException($"RequestID 0x{(uint)command:x8} is not for an SP.");
            default:
                OnUnknownResponse();
                break;
        }

        return header.Length;
    }

    protected override void WriteSubmit(OutboundBuffer output, uint sequence, SubmitSegment segment) =>
        _template.Write(output, sequence, segment);

    protected override void WriteLinkTest(OutboundBuffer output, uint sequence) =>
        SmgpEncoder.Empty(output, SmgpCommand.ActiveTest, sequence);

    protected override void WriteGoodbye(OutboundBuffer output, uint sequence) =>
        SmgpEncoder.Empty(output, SmgpCommand.Exit, sequence);

    protected override void WriteDeliveryAnswer(OutboundBuffer output, in DeliveryKey key, bool stored) =>
        SmgpEncoder.DeliverResponse(
            output,
            key.Sequence,
            new SmgpResponse(key.Id, stored ? SmgpStatus.Ok : SmgpStatus.Busy)
        );

    private SubmitOutcome Outcome(SmgpResponse response)
    {
        if (response.Status == SmgpStatus.Ok)
        {
            var id = SmgpMessageId.ToCarrierId(response.MessageId);
            return new SubmitOutcome(SubmitOutcomeKind.Accepted, id, 0, null);
        }

        var kind = settings.FlowControlStatuses.Contains(response.Status)
            ? SubmitOutcomeKind.FlowControl
            : SubmitOutcomeKind.Rejected;
        return new SubmitOutcome(kind, null, response.Status, null);
    }

    private void OnDeliver(uint sequence, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var deliver = new SmgpDeliverView(body);
        var key = new DeliveryKey((uint)SmgpCommand.Deliver, sequence, deliver.MessageId);
        if (!deliver.IsReport)
        {
            OnInbound(Inbound(key, deliver, now));
        }
        else if (SmgpReportText.TryRead(deliver.Content, out var report))
        {
            OnReport(
                new SessionReport(this, key)
                {
                    ReceivedAt = now,
                    CarrierId = report.CarrierId,
                    Status = report.Status,
                    Destination = SubscriberNumber.Normalize(deliver.Source),
                    DoneAt = CarrierClock.Read(report.DoneTime, settings.UtcOffset),
                }
            );
        }
        else
        {
            OnMalformedDelivery(
                key,
                static (output, key) =>
                    SmgpEncoder.DeliverResponse(
                        output,
                        key.Sequence,
                        new SmgpResponse(key.Id, SmgpStatus.BadStructure)
                    )
            );
        }
    }

    private SessionInbound Inbound(DeliveryKey key, in SmgpDeliverView deliver, DateTimeOffset now)
    {
        var raw = deliver.Content.ToArray();
        var header = deliver.HasUserDataHeader ? UserDataHeader.Parse(raw) : default;
        return new SessionInbound(this, key)
        {
            ReceivedAt = now,
            CarrierId = SmgpMessageId.ToCarrierId(deliver.MessageId),
            From = SubscriberNumber.Normalize(deliver.Source),
            To = deliver.Destination,
            Text = InboundText.Decode(deliver.Format, raw.AsSpan(header.Length)),
            Raw = raw,
            Concatenation = header.Concatenation,
        };
    }
}
