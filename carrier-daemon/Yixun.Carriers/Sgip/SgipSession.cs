using Yixun.Carriers.Links;
using Yixun.Carriers.Sgip.Codec;
using Yixun.Carriers.Sgip.Pdus;

namespace Yixun.Carriers.Sgip;

/// <summary>
/// One bound SGIP connection, ours or the gateway's. Reports and replies are taken on both: some gateways do not open a
/// connection of their own.
/// </summary>
/// <param name="submits">False for a connection that the gateway opened.</param>
internal sealed class SgipSession(
    SgipLinkSettings settings,
    SgipClock clock,
    SessionContext context,
    uint nextCounter,
    bool submits = true
) : LinkSession(settings, context, uint.MaxValue, nextCounter)
{
    private readonly SgipSubmitTemplate _template = new(settings);

    public override bool Submits => submits;

    protected override TimeSpan? IdleClose => submits ? settings.IdleClose : settings.PeerIdleClose;

    protected override bool HasLinkTest => false;

    protected override int Interpret(ReadOnlySpan<byte> unread, DateTimeOffset now)
    {
        if (!SgipDecoder.TryReadFrame(unread, settings.MaxPduLength, out var header, out var body))
        {
            return 0;
        }

        switch (header.Command)
        {
            case SgipCommand.SubmitResponse:
                OnResponse(header.Sequence.Counter, Outcome(header.Sequence, SgipDecoder.Response(body)));
                break;
            case SgipCommand.Report:
                OnReport(header, SgipDecoder.Report(body), now);
                break;
            case SgipCommand.Deliver:
                OnInbound(Inbound(header, new SgipDeliverView(body), now));
                break;
            case SgipCommand.UserReport:
                Write(
                    header.Sequence,
                    static (output, sequence) =>
                        SgipEncoder.Response(output, SgipCommand.UserReportResponse, sequence, SgipResult.Ok)
                );
                break;
            case SgipCommand.Unbind:
                OnGoodbye(
                    header.Sequence,
                    static (output, sequence) =>
                        SgipEncoder.Empty(output, SgipCommand.UnbindResponse, sequence)
                );
                break;
            case SgipCommand.UnbindResponse:
                OnGoodbyeAnswered();
                break;
            case var command when ((uint)command & 0x8000_0000) == 0:
                throw new CarrierProtocolException($"Command ID 0x{(uint)command:x8} is not for an SP.");
            default:
                OnUnknownResponse();
                break;
        }

        return header.Length;
    }

    protected override void WriteSubmit(OutboundBuffer output, uint sequence, SubmitSegment segment) =>
        _template.Write(output, Number(sequence), segment);

    protected override void WriteLinkTest(OutboundBuffer output, uint sequence) =>
        throw new NotSupportedException("SGIP has no link test.");

    protected override void WriteGoodbye(OutboundBuffer output, uint sequence) =>
        SgipEncoder.Empty(output, SgipCommand.Unbind, Number(sequence));

    protected override void WriteDeliveryAnswer(OutboundBuffer output, in DeliveryKey key, bool stored) =>
        SgipEncoder.Response(
            output,
            (SgipCommand)(key.Command | 0x8000_0000),
            SgipSequence.FromValue(key.Id),
            stored ? SgipResult.Ok : SgipResult.Busy
        );

    private SgipSequence Number(uint counter) => new(settings.Node, clock.Now(), counter);

    private SubmitOutcome Outcome(SgipSequence sequence, byte result)
    {
        if (result == SgipResult.Ok)
        {
            return new SubmitOutcome(SubmitOutcomeKind.Accepted, sequence.ToCarrierId(), 0, null);
        }

        var kind = settings.FlowControlResults.Contains(result)
            ? SubmitOutcomeKind.FlowControl
            : SubmitOutcomeKind.Rejected;
        return new SubmitOutcome(kind, null, result, null);
    }

    private void OnReport(in SgipHeader header, in SgipReport report, DateTimeOffset now) =>
        OnReport(
            new SessionReport(this, Key(header))
            {
                ReceivedAt = now,
                CarrierId = report.Submit.ToCarrierId(),
                Status = report.Status,
                Destination = SubscriberNumber.Normalize(report.UserNumber),
            }
        );

    private SessionInbound Inbound(in SgipHeader header, in SgipDeliverView deliver, DateTimeOffset now)
    {
        var raw = deliver.Content.ToArray();
        var data = deliver.HasUserDataHeader ? UserDataHeader.Parse(raw) : default;
        return new SessionInbound(this, Key(header))
        {
            ReceivedAt = now,
            // A reply has no id of its own; its sequence number is unique for a year.
            CarrierId = header.Sequence.ToCarrierId(),
            From = SubscriberNumber.Normalize(deliver.UserNumber),
            To = deliver.SpNumber,
            Text = InboundText.Decode(deliver.Coding, raw.AsSpan(data.Length)),
            Raw = raw,
            Concatenation = data.Concatenation,
        };
    }

    private static DeliveryKey Key(in SgipHeader header) =>
        new((uint)header.Command, header.Sequence.Counter, header.Sequence.ToValue());
}
