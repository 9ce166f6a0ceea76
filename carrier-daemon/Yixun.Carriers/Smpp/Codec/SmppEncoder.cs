using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Yixun.Carriers.Smpp.Pdus;

namespace Yixun.Carriers.Smpp.Codec;

/// <summary>PDUs to octets. Text that does not fit its field throws <see cref="ArgumentException"/>.</summary>
internal static class SmppEncoder
{
    /// <summary>A PDU without body: enquire_link, unbind, their responses, generic_nack, and refusals.</summary>
    public static void Empty(
        IBufferWriter<byte> output,
        SmppCommand command,
        uint sequence,
        uint status = SmppStatus.Ok
    )
    {
        WriteHeader(output.GetSpan(SmppHeader.Size), SmppHeader.Size, command, status, sequence);
        output.Advance(SmppHeader.Size);
    }

    public static void Bind(IBufferWriter<byte> output, SmppCommand command, uint sequence, SmppBind pdu) =>
        Write(
            output,
            command,
            SmppStatus.Ok,
            sequence,
            pdu,
            static (body, pdu) =>
            {
                Text(body, pdu.SystemId, 16);
                Text(body, pdu.Password, 64);
                Text(body, pdu.SystemType, 13);
                Octets(body, [pdu.Version, pdu.AddressTon, pdu.AddressNpi]);
                Text(body, pdu.AddressRange, 41);
            }
        );

    /// <param name="version">SC_interface_version; null leaves it out.</param>
    public static void BindResponse(
        IBufferWriter<byte> output,
        SmppCommand command,
        uint sequence,
        string systemId,
        byte? version
    ) =>
        Write(
            output,
            command,
            SmppStatus.Ok,
            sequence,
            (systemId, version),
            static (body, pdu) =>
            {
                Text(body, pdu.systemId, 16);
                if (pdu.version is { } version)
                {
                    Option(body, new SmppOption(SmppTag.InterfaceVersion, new[] { version }));
                }
            }
        );

    /// <summary>submit_sm or deliver_sm.</summary>
    public static void Message(
        IBufferWriter<byte> output,
        SmppCommand command,
        uint sequence,
        SmppMessage pdu
    ) =>
        Write(
            output,
            command,
            SmppStatus.Ok,
            sequence,
            pdu,
            static (body, pdu) =>
            {
                if (pdu.Content.Length > 254)
                {
                    throw new ArgumentException("short_message has at most 254 octets.", nameof(pdu));
                }

                Text(body, pdu.ServiceType, 6);
                Octets(body, [pdu.SourceTon, pdu.SourceNpi]);
                Text(body, pdu.Source, 21);
                Octets(body, [pdu.DestinationTon, pdu.DestinationNpi]);
                Text(body, pdu.Destination, 21);
                Octets(body, [pdu.EsmClass, pdu.ProtocolId, pdu.Priority]);
                Text(body, pdu.ScheduleTime, 17);
                Text(body, pdu.ValidityPeriod, 17);
                Octets(
                    body,
                    [
                        pdu.RegisteredDelivery,
                        pdu.ReplaceIfPresent,
                        pdu.DataCoding,
                        pdu.DefaultMessageId,
                        (byte)pdu.Content.Length,
                    ]
                );
                body.Write(pdu.Content.Span);
                foreach (var option in pdu.Options)
                {
                    Option(body, option);
                }
            }
        );

    /// <summary>submit_sm_resp, deliver_sm_resp (with an empty id) or data_sm_resp.</summary>
    public static void MessageResponse(
        IBufferWriter<byte> output,
        SmppCommand command,
        uint sequence,
        string messageId,
        uint status = SmppStatus.Ok
    )
    {
        var length = SmppHeader.Size + messageId.Length + 1;
        var pdu = output.GetSpan(length);
        WriteHeader(pdu, length, command, status, sequence);
        Encoding.Latin1.GetBytes(messageId, pdu[SmppHeader.Size..]);
        pdu[length - 1] = 0;
        output.Advance(length);
    }

    public static void WriteHeader(
        Span<byte> pdu,
        int length,
        SmppCommand command,
        uint status,
        uint sequence
    )
    {
        BinaryPrimitives.WriteUInt32BigEndian(pdu, (uint)length);
        BinaryPrimitives.WriteUInt32BigEndian(pdu[4..], (uint)command);
        BinaryPrimitives.WriteUInt32BigEndian(pdu[8..], status);
        BinaryPrimitives.WriteUInt32BigEndian(pdu[12..], sequence);
    }

    private static void Write<T>(
        IBufferWriter<byte> output,
        SmppCommand command,
        uint status,
        uint sequence,
        T pdu,
        Action<ArrayBufferWriter<byte>, T> write
    )
    {
        var body = new ArrayBufferWriter<byte>(256);
        write(body, pdu);
        var length = SmppHeader.Size + body.WrittenCount;
        var octets = output.GetSpan(length);
        WriteHeader(octets, length, command, status, sequence);
        body.WrittenSpan.CopyTo(octets[SmppHeader.Size..]);
        output.Advance(length);
    }

    private static void Octets(ArrayBufferWriter<byte> body, ReadOnlySpan<byte> octets) => body.Write(octets);

    /// <param name="limit">Most octets, the NUL included.</param>
    private static void Text(ArrayBufferWriter<byte> body, string text, int limit)
    {
        if (text.Length >= limit)
        {
            throw new ArgumentException($"{text.Length} characters do not fit {limit} octets.", nameof(text));
        }

        body.Advance(Encoding.Latin1.GetBytes(text, body.GetSpan(limit)));
        body.Write([(byte)0]);
    }

    private static void Option(ArrayBufferWriter<byte> body, SmppOption option)
    {
        var head = body.GetSpan(4);
        BinaryPrimitives.WriteUInt16BigEndian(head, (ushort)option.Tag);
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)option.Value.Length);
        body.Advance(4);
        body.Write(option.Value.Span);
    }
}
