using System.Buffers.Binary;
using Yixun.Carriers.Links;
using Yixun.Carriers.Smpp.Pdus;

namespace Yixun.Carriers.Smpp.Codec;

/// <summary>
/// Octets to PDUs. Everything throws <see cref="CarrierProtocolException"/>, and nothing else, on octets that can't be the PDU.
/// </summary>
internal static class SmppDecoder
{
    /// <summary>Longest PDU accepted: a message_payload has at most 65,535 octets.</summary>
    public const int MaxLength = 70_000;

    /// <summary>Reads a header when a whole PDU lies in the buffer.</summary>
    /// <returns>False when octets are missing.</returns>
    /// <exception cref="CarrierProtocolException">The length is impossible; there is no way to find the next PDU.</exception>
    public static bool TryReadFrame(
        ReadOnlySpan<byte> received,
        int maxLength,
        out SmppHeader header,
        out ReadOnlySpan<byte> body
    )
    {
        header = default;
        body = default;
        if (received.Length < sizeof(uint))
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(received);
        if (length < SmppHeader.Size || length > (uint)maxLength)
        {
            throw new CarrierProtocolException($"command_length {length} is impossible.");
        }

        if (received.Length < length)
        {
            return false;
        }

        header = new SmppHeader(
            (int)length,
            (SmppCommand)BinaryPrimitives.ReadUInt32BigEndian(received[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(received[8..]),
            BinaryPrimitives.ReadUInt32BigEndian(received[12..])
        );
        body = received[SmppHeader.Size..(int)length];
        return true;
    }

    public static SmppBind Bind(ReadOnlySpan<byte> body)
    {
        var reader = new SmppReader(body);
        return new SmppBind(
            SmppReader.ToText(reader.Text(16)),
            SmppReader.ToText(reader.Text(64)),
            SmppReader.ToText(reader.Text(13)),
            reader.Octet(),
            reader.Octet(),
            reader.Octet(),
            SmppReader.ToText(reader.Text(41))
        );
    }

    /// <summary>system_id of a bind's response; empty when there is no body, as with refusals.</summary>
    public static string BindResponse(ReadOnlySpan<byte> body) => Id(body, 16);

    /// <summary>message_id of a submit_sm_resp; empty when there is no body, as with refusals.</summary>
    public static string MessageId(ReadOnlySpan<byte> body) => Id(body, 65);

    private static string Id(ReadOnlySpan<byte> body, int limit) =>
        body.IsEmpty ? "" : SmppReader.ToText(new SmppReader(body).Text(limit));
}
