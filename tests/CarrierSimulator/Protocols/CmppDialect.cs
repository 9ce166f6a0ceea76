using System.Buffers;
using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Cmpp.Codec;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;
using Yixun.CarrierSimulator.Gateways;

namespace Yixun.CarrierSimulator.Protocols;

/// <summary>The gateway's side of CMPP 2.0 and 3.0; the login decides which.</summary>
internal sealed class CmppDialect : GatewayDialect
{
    private byte _version;

    public override uint FlowControl => CmppStatus.FlowControl;

    public override uint TooManyConnections => 5;

    public override uint Malformed => CmppStatus.Malformed;

    public override int Interpret(ReadOnlySpan<byte> unread, GatewayConnection connection)
    {
        if (!CmppDecoder.TryReadFrame(unread, MaxLength, out var header, out var body))
        {
            return 0;
        }

        if (header.Command == CmppCommand.Connect)
        {
            OnConnect(header.Sequence, CmppDecoder.Connect(body), connection);
            return header.Length;
        }

        connection.RequireLogin();
        switch (header.Command)
        {
            case CmppCommand.Submit:
                OnSubmit(header.Sequence, body, connection);
                break;
            case CmppCommand.DeliverResponse:
                connection.OnDeliveryAnswered(
                    header.Sequence,
                    CmppDecoder.DeliverResponse(body).Result == CmppStatus.Ok
                );
                break;
            case CmppCommand.ActiveTest:
                if (!connection.IgnoresLinkTests)
                {
                    CmppEncoder.ActiveTestResponse(connection.Output, header.Sequence);
                }

                break;
            case CmppCommand.Terminate:
                CmppEncoder.Empty(connection.Output, CmppCommand.TerminateResponse, header.Sequence);
                connection.CloseWhenWritten();
                break;
            case CmppCommand.Query:
                OnQuery(header.Sequence, CmppDecoder.Query(body), connection);
                break;
            case CmppCommand.Cancel:
                CmppDecoder.Cancel(body);
                CmppEncoder.CancelResponse(connection.Output, header.Sequence, 1, _version);
                break;
            case CmppCommand.ActiveTestResponse or CmppCommand.TerminateResponse:
                break;
            default:
                throw new CarrierProtocolException($"Command_Id 0x{(uint)header.Command:x8}.");
        }

        return header.Length;
    }

    public override void WriteSubmitResponse(
        IBufferWriter<byte> output,
        in SubmitKey key,
        SubmitAnswer answer
    ) =>
        CmppEncoder.SubmitResponse(
            output,
            key.Sequence,
            new CmppSubmitResponse(answer.Id, answer.Result),
            _version
        );

    public override void WriteDelivery(IBufferWriter<byte> output, uint sequence, PendingDelivery delivery)
    {
        Span<byte> block = stackalloc byte[CmppLayout.ReportWide];
        var content = delivery.Content;
        if (delivery.Report is { } report)
        {
            var status = new CmppStatusReport(
                report.Id,
                report.Status,
                report.Minute,
                report.Minute,
                report.Destination,
                (uint)report.Id
            );
            content = block[..CmppEncoder.Report(block, status, _version)].ToArray();
        }

        var deliver = new CmppDeliver
        {
            MessageId = delivery.DeliveryId,
            DestinationId = delivery.Access,
            SourceTerminalId = delivery.Phone,
            Format = delivery.Format,
            UserDataHeaderIndicator = delivery.HasHeader ? (byte)1 : (byte)0,
            RegisteredDelivery = delivery.Report is null ? (byte)0 : (byte)1,
            Content = content,
        };
        CmppEncoder.Deliver(output, sequence, deliver, _version);
    }

    public override void WriteNothing(IBufferWriter<byte> output, uint sequence) =>
        CmppEncoder.Empty(output, CmppCommand.ActiveTest, sequence);

    private void OnSubmit(uint sequence, ReadOnlySpan<byte> body, GatewayConnection connection)
    {
        var submit = new CmppSubmitView(body, new CmppLayout(CmppVersion.IsWide(_version)));
        var more = new string[Math.Max(0, submit.DestinationCount - 1)];
        for (var index = 0; index < more.Length; index++)
        {
            more[index] = submit.Destination(index + 1);
        }

        connection.OnSubmit(
            new SubmittedSegment
            {
                Key = new SubmitKey(sequence),
                Source = submit.SourceId,
                Destination = submit.DestinationCount == 0 ? null : submit.Destination(0),
                More = more,
                Format = submit.Format,
                HasUserDataHeader = submit.HasUserDataHeader,
                Content = submit.Content,
                WantsReport = submit.RegisteredDelivery == 1,
            }
        );
    }

    private static void OnQuery(uint sequence, CmppQuery query, GatewayConnection connection)
    {
        var totals = connection.Server.Counters.Snapshot();
        var response = new CmppQueryResponse(
            query,
            (uint)totals.Submits,
            (uint)totals.Submits,
            (uint)totals.Accepted,
            0,
            (uint)totals.Refused,
            (uint)totals.RepliesAcknowledged,
            0,
            0
        );
        CmppEncoder.QueryResponse(connection.Output, sequence, response);
    }

    private void OnConnect(uint sequence, CmppConnect connect, GatewayConnection connection)
    {
        _version = connect.Version;
        var account = connection.Server.Find(connect.SourceAddress);
        var status = Judge(connect, account, connection.ForcedLoginStatus(account));
        var wide = CmppVersion.IsWide(_version);
        var proof =
            status == CmppStatus.Ok
                ? CmppAuthenticator.Gateway(status, wide, connect.Authenticator, account!.Options.Secret)
                : new byte[CmppAuthenticator.DigestLength];
        CmppEncoder.ConnectResponse(
            connection.Output,
            sequence,
            new CmppConnectResponse(status, proof, Math.Min(_version, CmppVersion.V30)),
            _version
        );
        connection.OnLogin(status == CmppStatus.Ok ? account : null);
    }

    private static uint Judge(CmppConnect connect, GatewayAccount? account, uint forced)
    {
        if (forced != 0)
        {
            return forced;
        }

        if (account is null)
        {
            return 2;
        }

        if (connect.Version > CmppVersion.V30)
        {
            return CmppStatus.VersionTooHigh;
        }

        var expected = CmppAuthenticator.Source(
            connect.SourceAddress,
            account.Options.Secret,
            connect.Timestamp
        );
        return connect.Authenticator.AsSpan().SequenceEqual(expected)
            ? CmppStatus.Ok
            : CmppStatus.AuthenticationFailed;
    }
}
