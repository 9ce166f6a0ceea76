using System.Buffers;
using System.Globalization;
using System.Text;
using Yixun.Carriers.Links;
using Yixun.Carriers.Smpp;
using Yixun.Carriers.Smpp.Codec;
using Yixun.Carriers.Smpp.Pdus;
using Yixun.CarrierSimulator.Gateways;

namespace Yixun.CarrierSimulator.Protocols;

/// <summary>The SMSC's side of SMPP 3.4.</summary>
internal sealed class SmppDialect : GatewayDialect
{
    private const uint ResponseBit = 0x8000_0000;
    private const byte UserDataHeaderBit = 0x40;

    public override uint FlowControl => SmppStatus.Throttled;

    public override uint TooManyConnections => 0x05;

    public override uint Malformed => SmppStatus.InvalidLength;

    public override int Interpret(ReadOnlySpan<byte> unread, GatewayConnection connection)
    {
        if (!SmppDecoder.TryReadFrame(unread, SmppDecoder.MaxLength, out var header, out var body))
        {
            return 0;
        }

        if (
            header.Command
            is SmppCommand.BindTransceiver
                or SmppCommand.BindTransmitter
                or SmppCommand.BindReceiver
        )
        {
            OnBind(header, SmppDecoder.Bind(body), connection);
            return header.Length;
        }

        connection.RequireLogin();
        switch (header.Command)
        {
            case SmppCommand.SubmitSm:
                OnSubmit(header.Sequence, new SmppMessageView(body), connection);
                break;
            case SmppCommand.DeliverSmResponse:
                connection.OnDeliveryAnswered(header.Sequence, header.Status == SmppStatus.Ok);
                break;
            case SmppCommand.EnquireLink:
                if (!connection.IgnoresLinkTests)
                {
                    SmppEncoder.Empty(connection.Output, SmppCommand.EnquireLinkResponse, header.Sequence);
                }

                break;
            case SmppCommand.Unbind:
                SmppEncoder.Empty(connection.Output, SmppCommand.UnbindResponse, header.Sequence);
                connection.CloseWhenWritten();
                break;
            case SmppCommand.EnquireLinkResponse or SmppCommand.UnbindResponse or SmppCommand.GenericNack:
                break;
            default:
                SmppEncoder.Empty(
                    connection.Output,
                    SmppCommand.GenericNack,
                    header.Sequence,
                    SmppStatus.InvalidCommand
                );
                break;
        }

        return header.Length;
    }

    public override void WriteSubmitResponse(
        IBufferWriter<byte> output,
        in SubmitKey key,
        SubmitAnswer answer
    )
    {
        if (answer.Result != SmppStatus.Ok)
        {
            // As many SMSCs do: a refusal has no body.
            SmppEncoder.Empty(output, SmppCommand.SubmitSmResponse, key.Sequence, answer.Result);
            return;
        }

        SmppEncoder.MessageResponse(output, SmppCommand.SubmitSmResponse, key.Sequence, IdText(answer.Id));
    }

    public override void WriteDelivery(IBufferWriter<byte> output, uint sequence, PendingDelivery delivery)
    {
        var isReport = delivery.Report is not null;
        SmppEncoder.Message(
            output,
            SmppCommand.DeliverSm,
            sequence,
            new SmppMessage
            {
                SourceTon = 1,
                SourceNpi = 1,
                Source = "86" + delivery.Phone,
                Destination = delivery.Access,
                EsmClass =
                    isReport ? (byte)0x04
                    : delivery.HasHeader ? UserDataHeaderBit
                    : (byte)0,
                DataCoding = delivery.Format,
                Content = delivery.Report is { } report ? ReceiptText(report) : delivery.Content,
            }
        );
    }

    public override void WriteNothing(IBufferWriter<byte> output, uint sequence) =>
        SmppEncoder.Empty(output, SmppCommand.EnquireLink, sequence);

    private static byte[] ReceiptText(PendingReport report) =>
        Encoding.ASCII.GetBytes(
            $"id:{IdText(report.Id)} sub:001 dlvrd:001 submit date:{report.Minute} done date:{report.Minute} stat:{report.Status} err:000 text:"
        );

    private static string IdText(ulong id) => id.ToString("X", CultureInfo.InvariantCulture);

    private static void OnSubmit(uint sequence, in SmppMessageView message, GatewayConnection connection)
    {
        var content = message.Content;
        var hasHeader = message.HasUserDataHeader;
        if (message.SarPlace is { } place)
        {
            content = (byte[])
                [5, 0, 3, (byte)place.Reference, (byte)place.Total, (byte)place.Index, .. content];
            hasHeader = true;
        }

        connection.OnSubmit(
            new SubmittedSegment
            {
                Key = new SubmitKey(sequence),
                Source = message.Source,
                Destination = SubscriberNumber.Normalize(message.Destination),
                Format = message.DataCoding,
                HasUserDataHeader = hasHeader,
                Content = content,
                WantsReport = (message.RegisteredDelivery & 3) == 1,
            }
        );
    }

    private static void OnBind(in SmppHeader header, SmppBind bind, GatewayConnection connection)
    {
        var account = connection.Server.Find(bind.SystemId);
        var forced = connection.ForcedLoginStatus(account);
        var status =
            forced != 0 ? forced
            : account is null ? SmppStatus.InvalidSystemId
            : account.Options.Secret != bind.Password ? SmppStatus.InvalidPassword
            : SmppStatus.Ok;
        var answer = (SmppCommand)((uint)header.Command | ResponseBit);
        if (status == SmppStatus.Ok)
        {
            SmppEncoder.BindResponse(connection.Output, answer, header.Sequence, "SIMULATOR", 0x34);
        }
        else
        {
            SmppEncoder.Empty(connection.Output, answer, header.Sequence, status);
        }

        connection.OnLogin(
            status == SmppStatus.Ok ? account : null,
            header.Command != SmppCommand.BindTransmitter
        );
    }
}
