using System.Buffers;
using Yixun.Carriers.Links;
using Yixun.Carriers.Smgp;
using Yixun.Carriers.Smgp.Codec;
using Yixun.Carriers.Smgp.Pdus;
using Yixun.CarrierSimulator.Gateways;

namespace Yixun.CarrierSimulator.Protocols;

/// <summary>The gateway's side of SMGP 3.0.</summary>
internal sealed class SmgpDialect : GatewayDialect
{
    private const byte SendsOnly = 0;
    private byte _version = 0x30;

    public override uint FlowControl => SmgpStatus.Busy;

    public override uint TooManyConnections => 2;

    public override uint Malformed => SmgpStatus.BadStructure;

    public override int Interpret(ReadOnlySpan<byte> unread, GatewayConnection connection)
    {
        if (!SmgpDecoder.TryReadFrame(unread, MaxLength, out var header, out var body))
        {
            return 0;
        }

        if (header.Command == SmgpCommand.Login)
        {
            OnLogin(header.Sequence, SmgpDecoder.Login(body), connection);
            return header.Length;
        }

        connection.RequireLogin();
        switch (header.Command)
        {
            case SmgpCommand.Submit:
                OnSubmit(header.Sequence, new SmgpSubmitView(body, SmgpLayout.Of(_version)), connection);
                break;
            case SmgpCommand.DeliverResponse:
                connection.OnDeliveryAnswered(
                    header.Sequence,
                    SmgpDecoder.Response(body).Status == SmgpStatus.Ok
                );
                break;
            case SmgpCommand.ActiveTest:
                if (!connection.IgnoresLinkTests)
                {
                    SmgpEncoder.Empty(connection.Output, SmgpCommand.ActiveTestResponse, header.Sequence);
                }

                break;
            case SmgpCommand.Exit:
                SmgpEncoder.Empty(connection.Output, SmgpCommand.ExitResponse, header.Sequence);
                connection.CloseWhenWritten();
                break;
            case SmgpCommand.ActiveTestResponse or SmgpCommand.ExitResponse:
                break;
            default:
                throw new CarrierProtocolException($"RequestID 0x{(uint)header.Command:x8}.");
        }

        return header.Length;
    }

    public override void WriteSubmitResponse(
        IBufferWriter<byte> output,
        in SubmitKey key,
        SubmitAnswer answer
    ) => SmgpEncoder.SubmitResponse(output, key.Sequence, new SmgpResponse(answer.Id, answer.Result));

    public override void WriteDelivery(IBufferWriter<byte> output, uint sequence, PendingDelivery delivery)
    {
        var content = delivery.Content;
        if (delivery.Report is { } report)
        {
            var block = new byte[SmgpReportText.Length];
            SmgpReportText.Write(
                block,
                new SmgpStatusReport(
                    SmgpMessageId.ToCarrierId(report.Id),
                    report.Status,
                    report.Minute,
                    report.Minute,
                    "000"
                )
            );
            content = block;
        }

        SmgpEncoder.Deliver(
            output,
            sequence,
            new SmgpDeliver
            {
                MessageId = delivery.DeliveryId,
                IsReport = delivery.Report is not null,
                Format = delivery.Format,
                Source = delivery.Phone,
                Destination = delivery.Access,
                Content = content,
                Options = delivery.HasHeader
                    ? [new SmgpOption(SmgpTag.UserDataHeaderIndicator, new byte[] { 1 })]
                    : [],
            }
        );
    }

    public override void WriteNothing(IBufferWriter<byte> output, uint sequence) =>
        SmgpEncoder.Empty(output, SmgpCommand.ActiveTest, sequence);

    private static void OnSubmit(uint sequence, in SmgpSubmitView submit, GatewayConnection connection)
    {
        var more = new string[Math.Max(0, submit.DestinationCount - 1)];
        for (var index = 0; index < more.Length; index++)
        {
            more[index] = SubscriberNumber.Normalize(submit.Destination(index + 1));
        }

        connection.OnSubmit(
            new SubmittedSegment
            {
                Key = new SubmitKey(sequence),
                Source = submit.Source,
                Destination =
                    submit.DestinationCount == 0 ? null : SubscriberNumber.Normalize(submit.Destination(0)),
                More = more,
                Format = submit.Format,
                HasUserDataHeader = submit.HasUserDataHeader,
                Content = submit.Content,
                WantsReport = submit.NeedsReport,
            }
        );
    }

    private void OnLogin(uint sequence, SmgpLogin login, GatewayConnection connection)
    {
        _version = login.Version;
        var account = connection.Server.Find(login.ClientId);
        var status = Judge(login, account, connection.ForcedLoginStatus(account));
        var proof =
            status == SmgpStatus.Ok
                ? SmgpAuthenticator.Server(status, login.Authenticator, account!.Options.Secret)
                : new byte[SmgpAuthenticator.DigestLength];
        SmgpEncoder.LoginResponse(
            connection.Output,
            sequence,
            new SmgpLoginResponse(status, proof, _version)
        );
        connection.OnLogin(status == SmgpStatus.Ok ? account : null, login.Mode != SendsOnly);
    }

    private static uint Judge(SmgpLogin login, GatewayAccount? account, uint forced)
    {
        if (forced != 0)
        {
            return forced;
        }

        return
            account is not null
            && login
                .Authenticator.AsSpan()
                .SequenceEqual(
                    SmgpAuthenticator.Client(login.ClientId, account.Options.Secret, login.Timestamp)
                )
            ? SmgpStatus.Ok
            : SmgpStatus.AuthenticationFailed;
    }
}
