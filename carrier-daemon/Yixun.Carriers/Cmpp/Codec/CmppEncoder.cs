using System.Buffers;
using System.Buffers.Binary;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Cmpp.Codec;

/// <summary>
/// PDUs to octets. Text that does not fit its field, more than 255 octets of content or an impossible number of
/// destinations throw <see cref="ArgumentException"/>.
/// </summary>
internal static class CmppEncoder
{
    /// <summary>A PDU without body: TERMINATE, TERMINATE_RESP, ACTIVE_TEST.</summary>
    public static void Empty(IBufferWriter<byte> output, CmppCommand command, uint sequence)
    {
        Begin(output, command, sequence, 0);
        output.Advance(CmppHeader.Size);
    }

    public static void ActiveTestResponse(IBufferWriter<byte> output, uint sequence)
    {
        Begin(output, CmppCommand.ActiveTestResponse, sequence, 1)[0] = 0;
        output.Advance(CmppHeader.Size + 1);
    }

    public static void Connect(IBufferWriter<byte> output, uint sequence, CmppConnect pdu)
    {
        var body = Begin(output, CmppCommand.Connect, sequence, 27);
        FixedText.Write(body[..6], pdu.SourceAddress);
        WriteDigest(body[6..22], pdu.Authenticator);
        body[22] = pdu.Version;
        BinaryPrimitives.WriteUInt32BigEndian(body[23..], pdu.Timestamp);
        output.Advance(CmppHeader.Size + 27);
    }

    public static void ConnectResponse(
        IBufferWriter<byte> output,
        uint sequence,
        CmppConnectResponse pdu,
        byte version
    )
    {
        var width = new CmppLayout(CmppVersion.IsWide(version)).ResultWidth;
        var body = Begin(output, CmppCommand.ConnectResponse, sequence, width + 17);
        WriteResult(body[..width], pdu.Status);
        WriteDigest(body.Slice(width, CmppAuthenticator.DigestLength), pdu.Authenticator);
        body[width + CmppAuthenticator.DigestLength] = pdu.Version;
        output.Advance(CmppHeader.Size + body.Length);
    }

    public static void Submit(IBufferWriter<byte> output, uint sequence, CmppSubmit pdu, byte version)
    {
        var layout = new CmppLayout(CmppVersion.IsWide(version));
        var count = pdu.Destinations.Count;
        if (count is < 1 or > 99)
        {
            throw new ArgumentException("A SUBMIT has 1 to 99 destinations.", nameof(pdu));
        }

        var content = Content(pdu.Content);
        var body = Begin(output, CmppCommand.Submit, sequence, layout.SubmitSize(count, content.Length));
        BinaryPrimitives.WriteUInt64BigEndian(body, pdu.MessageId);
        body[8] = pdu.Total;
        body[9] = pdu.Index;
        body[10] = pdu.RegisteredDelivery;
        body[11] = pdu.Level;
        FixedText.Write(body.Slice(12, CmppLayout.ServiceIdWidth), pdu.ServiceId);
        body[22] = pdu.FeeUserType;
        FixedText.Write(body.Slice(CmppLayout.SubmitFeeTerminal, layout.NumberWidth), pdu.FeeTerminalId);
        if (layout.Wide)
        {
            body[CmppLayout.SubmitFeeTerminal + layout.NumberWidth] = pdu.FeeTerminalType;
        }

        body[layout.SubmitProtocolId] = pdu.ProtocolId;
        body[layout.SubmitUdhi] = pdu.UserDataHeaderIndicator;
        body[layout.SubmitFormat] = pdu.Format;
        FixedText.Write(body.Slice(layout.SubmitMessageSource, 6), pdu.MessageSource);
        FixedText.Write(body.Slice(layout.SubmitFeeType, 2), pdu.FeeType);
        FixedText.Write(body.Slice(layout.SubmitFeeCode, 6), pdu.FeeCode);
        FixedText.Write(body.Slice(layout.SubmitValidity, CmppLayout.TimeWidth), pdu.ValidityTime);
        FixedText.Write(body.Slice(layout.SubmitAtTime, CmppLayout.TimeWidth), pdu.AtTime);
        FixedText.Write(body.Slice(layout.SubmitSourceId, CmppLayout.AccessNumberWidth), pdu.SourceId);
        body[layout.SubmitDestinationCount] = (byte)count;
        for (var index = 0; index < count; index++)
        {
            var offset = layout.SubmitDestinations + (index * layout.NumberWidth);
            FixedText.Write(body.Slice(offset, layout.NumberWidth), pdu.Destinations[index]);
        }

        var length = layout.SubmitLength(count);
        if (layout.Wide)
        {
            body[length - 1] = pdu.DestinationType;
        }

        body[length] = (byte)content.Length;
        content.CopyTo(body[(length + 1)..]);
        FixedText.Write(body[(length + 1 + content.Length)..], pdu.LinkId);
        output.Advance(CmppHeader.Size + body.Length);
    }

    public static void SubmitResponse(
        IBufferWriter<byte> output,
        uint sequence,
        CmppSubmitResponse pdu,
        byte version
    ) => IdAndResult(output, CmppCommand.SubmitResponse, sequence, pdu.MessageId, pdu.Result, version);

    public static void Deliver(IBufferWriter<byte> output, uint sequence, CmppDeliver pdu, byte version)
    {
        var layout = new CmppLayout(CmppVersion.IsWide(version));
        var content = Content(pdu.Content);
        var body = Begin(
            output,
            CmppCommand.Deliver,
            sequence,
            layout.DeliverContent + content.Length + layout.TailWidth
        );
        BinaryPrimitives.WriteUInt64BigEndian(body, pdu.MessageId);
        FixedText.Write(body.Slice(8, CmppLayout.AccessNumberWidth), pdu.DestinationId);
        FixedText.Write(body.Slice(29, CmppLayout.ServiceIdWidth), pdu.ServiceId);
        body[39] = pdu.ProtocolId;
        body[40] = pdu.UserDataHeaderIndicator;
        body[41] = pdu.Format;
        FixedText.Write(
            body.Slice(CmppLayout.DeliverSourceTerminal, layout.NumberWidth),
            pdu.SourceTerminalId
        );
        if (layout.Wide)
        {
            body[CmppLayout.DeliverSourceTerminal + layout.NumberWidth] = pdu.SourceTerminalType;
        }

        body[layout.DeliverRegistered] = pdu.RegisteredDelivery;
        body[layout.DeliverLength] = (byte)content.Length;
        content.CopyTo(body[layout.DeliverContent..]);
        FixedText.Write(body[(layout.DeliverContent + content.Length)..], pdu.LinkId);
        output.Advance(CmppHeader.Size + body.Length);
    }

    public static void DeliverResponse(
        IBufferWriter<byte> output,
        uint sequence,
        CmppDeliverResponse pdu,
        byte version
    ) => IdAndResult(output, CmppCommand.DeliverResponse, sequence, pdu.MessageId, pdu.Result, version);

    /// <summary>Writes a status report block; 60 octets for 2.0, 71 for 3.0.</summary>
    /// <returns>Octets written.</returns>
    public static int Report(Span<byte> content, in CmppStatusReport report, byte version)
    {
        var layout = new CmppLayout(CmppVersion.IsWide(version));
        BinaryPrimitives.WriteUInt64BigEndian(content, report.MessageId);
        FixedText.Write(content.Slice(8, 7), report.Status);
        FixedText.Write(content.Slice(15, 10), report.SubmitTime);
        FixedText.Write(content.Slice(25, 10), report.DoneTime);
        FixedText.Write(content.Slice(35, layout.NumberWidth), report.Destination);
        BinaryPrimitives.WriteUInt32BigEndian(content[(35 + layout.NumberWidth)..], report.SmscSequence);
        return layout.ReportWidth;
    }

    public static void Query(IBufferWriter<byte> output, uint sequence, CmppQuery pdu)
    {
        WriteQuery(Begin(output, CmppCommand.Query, sequence, 27), pdu);
        output.Advance(CmppHeader.Size + 27);
    }

    public static void QueryResponse(IBufferWriter<byte> output, uint sequence, CmppQueryResponse pdu)
    {
        var body = Begin(output, CmppCommand.QueryResponse, sequence, 51);
        WriteQuery(body[..19], pdu.Query);
        BinaryPrimitives.WriteUInt32BigEndian(body[19..], pdu.Received);
        BinaryPrimitives.WriteUInt32BigEndian(body[23..], pdu.Users);
        BinaryPrimitives.WriteUInt32BigEndian(body[27..], pdu.Forwarded);
        BinaryPrimitives.WriteUInt32BigEndian(body[31..], pdu.Waiting);
        BinaryPrimitives.WriteUInt32BigEndian(body[35..], pdu.Failed);
        BinaryPrimitives.WriteUInt32BigEndian(body[39..], pdu.InboundDelivered);
        BinaryPrimitives.WriteUInt32BigEndian(body[43..], pdu.InboundWaiting);
        BinaryPrimitives.WriteUInt32BigEndian(body[47..], pdu.InboundFailed);
        output.Advance(CmppHeader.Size + 51);
    }

    public static void Cancel(IBufferWriter<byte> output, uint sequence, ulong messageId)
    {
        BinaryPrimitives.WriteUInt64BigEndian(Begin(output, CmppCommand.Cancel, sequence, 8), messageId);
        output.Advance(CmppHeader.Size + 8);
    }

    public static void CancelResponse(IBufferWriter<byte> output, uint sequence, uint success, byte version)
    {
        var width = new CmppLayout(CmppVersion.IsWide(version)).ResultWidth;
        WriteResult(Begin(output, CmppCommand.CancelResponse, sequence, width), success);
        output.Advance(CmppHeader.Size + width);
    }

    /// <summary>Writes the header.</summary>
    /// <returns>Exactly the body, to be filled; the caller advances.</returns>
    private static Span<byte> Begin(IBufferWriter<byte> output, CmppCommand command, uint sequence, int body)
    {
        var length = CmppHeader.Size + body;
        var pdu = output.GetSpan(length)[..length];
        BinaryPrimitives.WriteUInt32BigEndian(pdu, (uint)length);
        BinaryPrimitives.WriteUInt32BigEndian(pdu[4..], (uint)command);
        BinaryPrimitives.WriteUInt32BigEndian(pdu[8..], sequence);
        return pdu[CmppHeader.Size..];
    }

    private static void IdAndResult(
        IBufferWriter<byte> output,
        CmppCommand command,
        uint sequence,
        ulong id,
        uint result,
        byte version
    )
    {
        var width = new CmppLayout(CmppVersion.IsWide(version)).ResultWidth;
        var body = Begin(output, command, sequence, 8 + width);
        BinaryPrimitives.WriteUInt64BigEndian(body, id);
        WriteResult(body[8..], result);
        output.Advance(CmppHeader.Size + 8 + width);
    }

    private static void WriteResult(Span<byte> field, uint result)
    {
        if (field.Length == sizeof(uint))
        {
            BinaryPrimitives.WriteUInt32BigEndian(field, result);
        }
        else
        {
            field[0] = (byte)Math.Min(result, byte.MaxValue);
        }
    }

    private static void WriteDigest(Span<byte> field, byte[] digest)
    {
        if (digest.Length != field.Length)
        {
            throw new ArgumentException("An authenticator has 16 octets.", nameof(digest));
        }

        digest.CopyTo(field);
    }

    private static void WriteQuery(Span<byte> body, CmppQuery query)
    {
        FixedText.Write(body[..8], query.Time);
        body[8] = query.QueryType;
        FixedText.Write(body.Slice(9, 10), query.QueryCode);
        body[19..].Clear();
    }

    private static ReadOnlySpan<byte> Content(ReadOnlyMemory<byte> content) =>
        content.Length <= byte.MaxValue
            ? content.Span
            : throw new ArgumentException("Msg_Content has at most 255 octets.", nameof(content));
}
