using System.Buffers;
using System.Buffers.Binary;
using Yixun.Carriers.Links;
using Yixun.Carriers.Smgp.Pdus;

namespace Yixun.Carriers.Smgp.Codec;

/// <summary>
/// PDUs to octets. Text that does not fit its field, more than 255 octets of content or an impossible number of
/// destinations throw <see cref="ArgumentException"/>.
/// </summary>
internal static class SmgpEncoder
{
    /// <summary>A PDU without body: Active_Test, Exit and their responses.</summary>
    public static void Empty(IBufferWriter<byte> output, SmgpCommand command, uint sequence)
    {
        Begin(output, command, sequence, 0);
        output.Advance(SmgpHeader.Size);
    }

    public static void Login(IBufferWriter<byte> output, uint sequence, SmgpLogin pdu)
    {
        var body = Begin(output, SmgpCommand.Login, sequence, 30);
        FixedText.Write(body[..8], pdu.ClientId);
        pdu.Authenticator.CopyTo(body[8..24]);
        body[24] = pdu.Mode;
        BinaryPrimitives.WriteUInt32BigEndian(body[25..], pdu.Timestamp);
        body[29] = pdu.Version;
        output.Advance(SmgpHeader.Size + body.Length);
    }

    public static void LoginResponse(IBufferWriter<byte> output, uint sequence, SmgpLoginResponse pdu)
    {
        var body = Begin(output, SmgpCommand.LoginResponse, sequence, 21);
        BinaryPrimitives.WriteUInt32BigEndian(body, pdu.Status);
        pdu.Authenticator.CopyTo(body[4..20]);
        body[20] = pdu.Version;
        output.Advance(SmgpHeader.Size + body.Length);
    }

    public static void Submit(IBufferWriter<byte> output, uint sequence, SmgpSubmit pdu, byte version)
    {
        var layout = SmgpLayout.Of(version);
        var count = pdu.Destinations.Count;
        if (count is < 1 or > 100)
        {
            throw new ArgumentException("A Submit has 1 to 100 destinations.", nameof(pdu));
        }

        var content = Content(pdu.Content);
        var length = layout.SubmitLength(count);
        var options = length + 1 + content.Length + SmgpLayout.ReserveWidth;
        var body = Begin(output, SmgpCommand.Submit, sequence, options + OptionsLength(pdu.Options));
        body.Clear();
        body[0] = pdu.MessageType;
        body[1] = pdu.NeedReport;
        body[2] = pdu.Priority;
        FixedText.Write(body.Slice(SmgpLayout.SubmitServiceId, 10), pdu.ServiceId);
        FixedText.Write(body.Slice(SmgpLayout.SubmitFeeType, 2), pdu.FeeType);
        FixedText.Write(body.Slice(SmgpLayout.SubmitFeeCode, 6), pdu.FeeCode);
        if (layout.HasFixedFee)
        {
            FixedText.Write(body.Slice(SmgpLayout.SubmitFixedFee, 6), pdu.FixedFee);
        }

        body[layout.SubmitFormat] = pdu.Format;
        FixedText.Write(body.Slice(layout.SubmitValidTime, SmgpLayout.TimeWidth), pdu.ValidTime);
        FixedText.Write(body.Slice(layout.SubmitAtTime, SmgpLayout.TimeWidth), pdu.AtTime);
        FixedText.Write(body.Slice(layout.SubmitSource, SmgpLayout.NumberWidth), pdu.Source);
        FixedText.Write(body.Slice(layout.SubmitCharge, SmgpLayout.NumberWidth), pdu.ChargeNumber);
        body[layout.SubmitDestinationCount] = (byte)count;
        for (var index = 0; index < count; index++)
        {
            FixedText.Write(
                body.Slice(
                    layout.SubmitDestinations + (index * SmgpLayout.NumberWidth),
                    SmgpLayout.NumberWidth
                ),
                pdu.Destinations[index]
            );
        }

        body[length] = (byte)content.Length;
        content.CopyTo(body[(length + 1)..]);
        WriteOptions(body[options..], pdu.Options);
        output.Advance(SmgpHeader.Size + body.Length);
    }

    public static void SubmitResponse(IBufferWriter<byte> output, uint sequence, SmgpResponse pdu) =>
        Response(output, SmgpCommand.SubmitResponse, sequence, pdu);

    public static void Deliver(IBufferWriter<byte> output, uint sequence, SmgpDeliver pdu)
    {
        var content = Content(pdu.Content);
        var options = SmgpLayout.DeliverContent + content.Length + SmgpLayout.ReserveWidth;
        var body = Begin(output, SmgpCommand.Deliver, sequence, options + OptionsLength(pdu.Options));
        body.Clear();
        SmgpMessageId.Write(body, pdu.MessageId);
        body[SmgpLayout.DeliverIsReport] = pdu.IsReport ? (byte)1 : (byte)0;
        body[SmgpLayout.DeliverFormat] = pdu.Format;
        FixedText.Write(body.Slice(SmgpLayout.DeliverTime, 14), pdu.ReceivedTime);
        FixedText.Write(body.Slice(SmgpLayout.DeliverSource, SmgpLayout.NumberWidth), pdu.Source);
        FixedText.Write(body.Slice(SmgpLayout.DeliverDestination, SmgpLayout.NumberWidth), pdu.Destination);
        body[SmgpLayout.DeliverLength] = (byte)content.Length;
        content.CopyTo(body[SmgpLayout.DeliverContent..]);
        WriteOptions(body[options..], pdu.Options);
        output.Advance(SmgpHeader.Size + body.Length);
    }

    public static void DeliverResponse(IBufferWriter<byte> output, uint sequence, SmgpResponse pdu) =>
        Response(output, SmgpCommand.DeliverResponse, sequence, pdu);

    /// <summary>Writes the header.</summary>
    /// <returns>Exactly the body, to be filled; the caller advances.</returns>
    private static Span<byte> Begin(IBufferWriter<byte> output, SmgpCommand command, uint sequence, int body)
    {
        var length = SmgpHeader.Size + body;
        var pdu = output.GetSpan(length)[..length];
        BinaryPrimitives.WriteUInt32BigEndian(pdu, (uint)length);
        BinaryPrimitives.WriteUInt32BigEndian(pdu[4..], (uint)command);
        BinaryPrimitives.WriteUInt32BigEndian(pdu[8..], sequence);
        return pdu[SmgpHeader.Size..];
    }

    private static void Response(
        IBufferWriter<byte> output,
        SmgpCommand command,
        uint sequence,
        SmgpResponse pdu
    )
    {
        var body = Begin(output, command, sequence, SmgpMessageId.Length + 4);
        SmgpMessageId.Write(body, pdu.MessageId);
        BinaryPrimitives.WriteUInt32BigEndian(body[SmgpMessageId.Length..], pdu.Status);
        output.Advance(SmgpHeader.Size + body.Length);
    }

    private static int OptionsLength(IReadOnlyList<SmgpOption> options) =>
        options.Sum(static option => 4 + option.Value.Length);

    private static void WriteOptions(Span<byte> destination, IReadOnlyList<SmgpOption> options)
    {
        foreach (var option in options)
        {
            BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)option.Tag);
            BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)option.Value.Length);
            option.Value.Span.CopyTo(destination[4..]);
            destination = destination[(4 + option.Value.Length)..];
        }
    }

    private static ReadOnlySpan<byte> Content(ReadOnlyMemory<byte> content) =>
        content.Length <= byte.MaxValue
            ? content.Span
            : throw new ArgumentException("MsgContent has at most 255 octets.", nameof(content));
}
