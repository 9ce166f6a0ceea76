using System.Buffers;
using System.Buffers.Binary;
using Yixun.Carriers.Links;
using Yixun.Carriers.Sgip.Pdus;

namespace Yixun.Carriers.Sgip.Codec;

/// <summary>
/// PDUs to octets. Text that does not fit its field or an impossible number of numbers throws
/// <see cref="ArgumentException"/>.
/// </summary>
internal static class SgipEncoder
{
    /// <summary>A PDU without body: Unbind and Unbind_Resp.</summary>
    public static void Empty(IBufferWriter<byte> output, SgipCommand command, SgipSequence sequence)
    {
        Begin(output, command, sequence, 0);
        output.Advance(SgipHeader.Size);
    }

    public static void Bind(IBufferWriter<byte> output, SgipSequence sequence, SgipBind pdu)
    {
        var body = Begin(output, SgipCommand.Bind, sequence, SgipLayout.BindSize);
        body[0] = pdu.LoginType;
        FixedText.Write(body.Slice(1, SgipLayout.NameWidth), pdu.Name);
        FixedText.Write(body.Slice(17, SgipLayout.NameWidth), pdu.Password);
        body[33..].Clear();
        output.Advance(SgipHeader.Size + body.Length);
    }

    /// <summary>Any response but Unbind_Resp.</summary>
    public static void Response(
        IBufferWriter<byte> output,
        SgipCommand command,
        SgipSequence sequence,
        byte result
    )
    {
        var body = Begin(output, command, sequence, SgipLayout.ResponseSize);
        body.Clear();
        body[0] = result;
        output.Advance(SgipHeader.Size + body.Length);
    }

    public static void Submit(IBufferWriter<byte> output, SgipSequence sequence, SgipSubmit pdu)
    {
        var count = pdu.UserNumbers.Count;
        if (count is < 1 or > 100)
        {
            throw new ArgumentException("A Submit has 1 to 100 numbers.", nameof(pdu));
        }

        var after = SgipLayout.AfterNumbers(count);
        var content = pdu.Content.Span;
        var body = Begin(
            output,
            SgipCommand.Submit,
            sequence,
            after + SgipLayout.Content + content.Length + SgipLayout.ReserveWidth
        );
        FixedText.Write(body[..SgipLayout.NumberWidth], pdu.SpNumber);
        FixedText.Write(body.Slice(SgipLayout.NumberWidth, SgipLayout.NumberWidth), pdu.ChargeNumber);
        body[SgipLayout.SubmitUserCount] = (byte)count;
        for (var index = 0; index < count; index++)
        {
            FixedText.Write(
                body.Slice(
                    SgipLayout.SubmitUserNumbers + (index * SgipLayout.NumberWidth),
                    SgipLayout.NumberWidth
                ),
                pdu.UserNumbers[index]
            );
        }

        var rest = body[after..];
        FixedText.Write(rest[..5], pdu.CorpId);
        FixedText.Write(rest.Slice(SgipLayout.ServiceType, 10), pdu.ServiceType);
        rest[SgipLayout.FeeType] = pdu.FeeType;
        FixedText.Write(rest.Slice(SgipLayout.FeeValue, 6), pdu.FeeValue);
        FixedText.Write(rest.Slice(SgipLayout.GivenValue, 6), pdu.GivenValue);
        rest[SgipLayout.AgentFlag] = pdu.AgentFlag;
        rest[SgipLayout.MoreLate] = pdu.MoreLateToMtFlag;
        rest[SgipLayout.Priority] = pdu.Priority;
        FixedText.Write(rest.Slice(SgipLayout.ExpireTime, 16), pdu.ExpireTime);
        FixedText.Write(rest.Slice(SgipLayout.ScheduleTime, 16), pdu.ScheduleTime);
        rest[SgipLayout.ReportFlag] = pdu.ReportFlag;
        rest[SgipLayout.ProtocolId] = pdu.ProtocolId;
        rest[SgipLayout.Udhi] = pdu.UserDataHeaderIndicator;
        rest[SgipLayout.Coding] = pdu.Coding;
        rest[SgipLayout.MessageType] = pdu.MessageType;
        WriteContent(rest[SgipLayout.ContentLength..], content);
        output.Advance(SgipHeader.Size + body.Length);
    }

    public static void Deliver(IBufferWriter<byte> output, SgipSequence sequence, SgipDeliver pdu)
    {
        var content = pdu.Content.Span;
        var body = Begin(
            output,
            SgipCommand.Deliver,
            sequence,
            SgipLayout.DeliverContent + content.Length + SgipLayout.ReserveWidth
        );
        FixedText.Write(body[..SgipLayout.NumberWidth], pdu.UserNumber);
        FixedText.Write(body.Slice(SgipLayout.NumberWidth, SgipLayout.NumberWidth), pdu.SpNumber);
        body[SgipLayout.DeliverUdhi - 1] = pdu.ProtocolId;
        body[SgipLayout.DeliverUdhi] = pdu.UserDataHeaderIndicator;
        body[SgipLayout.DeliverCoding] = pdu.Coding;
        WriteContent(body[SgipLayout.DeliverLength..], content);
        output.Advance(SgipHeader.Size + body.Length);
    }

    public static void Report(IBufferWriter<byte> output, SgipSequence sequence, in SgipReport pdu)
    {
        var body = Begin(output, SgipCommand.Report, sequence, SgipLayout.ReportSize);
        body.Clear();
        pdu.Submit.Write(body);
        body[12] = pdu.ReportType;
        FixedText.Write(body.Slice(13, SgipLayout.NumberWidth), pdu.UserNumber);
        body[34] = pdu.State;
        body[35] = pdu.ErrorCode;
        output.Advance(SgipHeader.Size + body.Length);
    }

    /// <summary>MessageLength, MessageContent and Reserve.</summary>
    private static void WriteContent(Span<byte> field, ReadOnlySpan<byte> content)
    {
        BinaryPrimitives.WriteUInt32BigEndian(field, (uint)content.Length);
        content.CopyTo(field[4..]);
        field[(4 + content.Length)..].Clear();
    }

    /// <summary>Writes the header.</summary>
    /// <returns>Exactly the body, to be filled; the caller advances.</returns>
    private static Span<byte> Begin(
        IBufferWriter<byte> output,
        SgipCommand command,
        SgipSequence sequence,
        int body
    )
    {
        var length = SgipHeader.Size + body;
        var pdu = output.GetSpan(length)[..length];
        BinaryPrimitives.WriteUInt32BigEndian(pdu, (uint)length);
        BinaryPrimitives.WriteUInt32BigEndian(pdu[4..], (uint)command);
        sequence.Write(pdu[8..]);
        return pdu[SgipHeader.Size..];
    }
}
