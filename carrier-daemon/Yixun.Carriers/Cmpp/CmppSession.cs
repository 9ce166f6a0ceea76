using Yixun.Carriers.Cmpp.Codec;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Cmpp;

/// <summary>One bound CMPP connection.</summary>
internal sealed class CmppSession(CmppLinkSettings settings, byte version, SessionContext context)
    : LinkSession(settings, context)
{
    private readonly CmppSubmitTemplate _template = new(settings, version);

    protected override int Interpret(ReadOnlySpan<byte> unread, DateTimeOffset now)
    {
        if (!CmppDecoder.TryReadFrame(unread, settings.MaxPduLength, out var header, out var body))
        {
            return 0;
        }

        switch (header.Command)
        {
            case CmppCommand.SubmitResponse:
                OnSubmitResponse(header.Sequence, CmppDecoder.SubmitResponse(body));
                break;
            case CmppCommand.Deliver:
                OnDeliver(header.Sequence, body, now);
                break;
            case CmppCommand.ActiveTest:
                Write(header.Sequence, CmppEncoder.ActiveTestResponse);
                break;
            case CmppCommand.ActiveTestResponse:
                break;
            case CmppCommand.Terminate:
                OnGoodbye(
                    header.Sequence,
                    static (output, sequence) =>
                        CmppEncoder.Empty(output, CmppCommand.TerminateResponse, sequence)
                );
                break;
            case CmppCommand.TerminateResponse:
                OnGoodbyeAnswered();
                break;
            case var command when ((uint)command & 0x8000_0000) == 0:
                throw new CarrierProtocolException($"Command_Id 0x{(uint)command:x8} is not for an SP.");
            default:
                OnUnknownResponse();
                break;
        }

        return header.Length;
    }

    protected override void WriteSubmit(OutboundBuffer output, uint sequence, SubmitSegment segment) =>
        _template.Write(output, sequence, segment);

    protected override void WriteLinkTest(OutboundBuffer output, uint sequence) =>
        CmppEncoder.Empty(output, CmppCommand.ActiveTest, sequence);

    protected override void WriteGoodbye(OutboundBuffer output, uint sequence) =>
        CmppEncoder.Empty(output, CmppCommand.Terminate, sequence);

    protected override void WriteDeliveryAnswer(OutboundBuffer output, in DeliveryKey key, bool stored) =>
        Answer(output, key, stored ? CmppStatus.Ok : CmppStatus.FlowControl);

    private void Answer(OutboundBuffer output, in DeliveryKey key, uint result) =>
        CmppEncoder.DeliverResponse(
            output,
            key.Sequence,
            new CmppDeliverResponse((ulong)key.Id, result),
            version
        );

    private void OnSubmitResponse(uint sequence, CmppSubmitResponse response) =>
        OnResponse(
            sequence,
            response.Result switch
            {
                CmppStatus.Ok => new SubmitOutcome(
                    SubmitOutcomeKind.Accepted,
                    CmppMessageId.ToCarrierId(response.MessageId),
                    0,
                    null
                ),
                CmppStatus.FlowControl => new SubmitOutcome(
                    SubmitOutcomeKind.FlowControl,
                    null,
                    response.Result,
                    null
                ),
                _ => new SubmitOutcome(SubmitOutcomeKind.Rejected, null, response.Result, null),
            }
        );

    private void OnDeliver(uint sequence, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var deliver = new CmppDeliverView(body, new CmppLayout(CmppVersion.IsWide(version)));
        var key = new DeliveryKey((uint)CmppCommand.Deliver, sequence, deliver.MessageId);
        if (!deliver.IsReport)
        {
            OnInbound(CmppDeliveryFactory.Inbound(this, key, deliver, now));
        }
        else if (CmppDecoder.TryReadReport(deliver.Content, out var report))
        {
            OnReport(CmppDeliveryFactory.Report(this, key, deliver, report, now, settings.UtcOffset));
        }
        else
        {
            OnMalformedDelivery(
                (Session: this, Key: key),
                static (output, state) => state.Session.Answer(output, state.Key, CmppStatus.BadLength)
            );
        }
    }
}
