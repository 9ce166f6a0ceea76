using System.Buffers;
using Yixun.Carriers.Links;
using Yixun.Carriers.Sgip;
using Yixun.Carriers.Sgip.Codec;
using Yixun.Carriers.Sgip.Pdus;
using Yixun.CarrierSimulator.Gateways;

namespace Yixun.CarrierSimulator.Protocols;

/// <summary>The SMG's side of SGIP 1.2, on connections of the SP and on those that it opens to the SP.</summary>
internal sealed class SgipDialect : GatewayDialect
{
    private const uint Node = 101_001;
    private readonly SgipClock _clock = new(TimeSpan.FromHours(8), TimeProvider.System);
    private GatewayAccount? _called;

    public override uint FlowControl => SgipResult.TooFast;

    public override uint TooManyConnections => 3;

    public override uint Malformed => SgipResult.BadParameter;

    public override int Interpret(ReadOnlySpan<byte> unread, GatewayConnection connection)
    {
        if (!SgipDecoder.TryReadFrame(unread, MaxLength, out var header, out var body))
        {
            return 0;
        }

        switch (header.Command)
        {
            case SgipCommand.Bind:
                OnBind(header.Sequence, SgipDecoder.Bind(body), connection);
                return header.Length;
            case SgipCommand.BindResponse:
                connection.OnLogin(SgipDecoder.Response(body) == SgipResult.Ok ? _called : null);
                return header.Length;
            default:
                connection.RequireLogin();
                break;
        }

        switch (header.Command)
        {
            case SgipCommand.Submit:
                OnSubmit(header.Sequence, new SgipSubmitView(body), connection);
                break;
            case SgipCommand.ReportResponse or SgipCommand.DeliverResponse:
                connection.OnDeliveryAnswered(
                    header.Sequence.Counter,
                    SgipDecoder.Response(body) == SgipResult.Ok
                );
                break;
            case SgipCommand.Unbind:
                SgipEncoder.Empty(connection.Output, SgipCommand.UnbindResponse, header.Sequence);
                connection.CloseWhenWritten();
                break;
            case SgipCommand.UnbindResponse:
                connection.CloseWhenWritten();
                break;
            default:
                throw new CarrierProtocolException($"Command ID 0x{(uint)header.Command:x8}.");
        }

        return header.Length;
    }

    public override void Call(GatewayAccount account, IBufferWriter<byte> output)
    {
        _called = account;
        SgipEncoder.Bind(
            output,
            Number(0),
            new SgipBind(2, account.Options.Callback!.Account, account.Options.Callback.Secret)
        );
    }

    public override void WriteSubmitResponse(
        IBufferWriter<byte> output,
        in SubmitKey key,
        SubmitAnswer answer
    ) =>
        SgipEncoder.Response(
            output,
            SgipCommand.SubmitResponse,
            SgipSequence.FromValue(key.Whole),
            (byte)answer.Result
        );

    public override void WriteDelivery(IBufferWriter<byte> output, uint sequence, PendingDelivery delivery)
    {
        if (delivery.Report is { } report)
        {
            var (state, error) = StateOf(report.Status);
            SgipEncoder.Report(
                output,
                Number(sequence),
                new SgipReport(
                    SgipSequence.FromValue(report.Submit.Whole),
                    0,
                    "86" + report.Destination,
                    state,
                    error
                )
            );
            return;
        }

        SgipEncoder.Deliver(
            output,
            Number(sequence),
            new SgipDeliver
            {
                UserNumber = "86" + delivery.Phone,
                SpNumber = delivery.Access,
                UserDataHeaderIndicator = delivery.HasHeader ? (byte)1 : (byte)0,
                Coding = delivery.Format,
                Content = delivery.Content,
            }
        );
    }

    /// <summary>There is no link test; a UserRpt about nobody does no harm.</summary>
    public override void WriteNothing(IBufferWriter<byte> output, uint sequence)
    {
        var header = new byte[SgipHeader.Size + 51];
        header[3] = (byte)header.Length;
        header[7] = (byte)SgipCommand.UserReport;
        Number(sequence).Write(header.AsSpan(8));
        output.Write(header);
    }

    private static (byte State, byte Error) StateOf(string status) =>
        status switch
        {
            "DELIVRD" => (0, 0),
            "ENROUTE" or "ACCEPTD" => (1, 0),
            "EXPIRED" => (2, 25),
            "MK:0001" => (2, 29),
            _ => (2, 32),
        };

    private SgipSequence Number(uint counter) => new(Node, _clock.Now(), counter);

    private static void OnSubmit(
        SgipSequence sequence,
        in SgipSubmitView submit,
        GatewayConnection connection
    )
    {
        var more = new string[Math.Max(0, submit.UserCount - 1)];
        for (var index = 0; index < more.Length; index++)
        {
            more[index] = SubscriberNumber.Normalize(submit.UserNumber(index + 1));
        }

        connection.OnSubmit(
            new SubmittedSegment
            {
                Key = new SubmitKey(sequence.Counter, sequence.ToValue()),
                Source = submit.SpNumber,
                Destination = submit.UserCount == 0 ? null : SubscriberNumber.Normalize(submit.UserNumber(0)),
                More = more,
                Format = submit.Coding,
                HasUserDataHeader = submit.HasUserDataHeader,
                Content = submit.Content,
                WantsReport = submit.ReportFlag == 1,
            }
        );
    }

    private static void OnBind(SgipSequence sequence, SgipBind bind, GatewayConnection connection)
    {
        var account = connection.Server.Find(bind.Name);
        var forced = connection.ForcedLoginStatus(account);
        var result =
            forced != 0 ? (byte)forced
            : account is null || account.Options.Secret != bind.Password ? SgipResult.IllegalLogin
            : bind.LoginType != 1 ? SgipResult.WrongLoginType
            : SgipResult.Ok;
        SgipEncoder.Response(connection.Output, SgipCommand.BindResponse, sequence, result);
        connection.OnLogin(
            result == SgipResult.Ok ? account : null,
            receives: account?.Options.Callback is null
        );
    }
}
