using System.Buffers.Binary;
using Yixun.Carriers.Links;
using Yixun.Carriers.Sgip.Pdus;

namespace Yixun.Carriers.Sgip.Codec;

/// <summary>
/// Octets to PDUs. Everything throws <see cref="CarrierProtocolException"/>, and nothing else, on octets that can't be the PDU.
/// </summary>
internal static class SgipDecoder
{
    /// <summary>Longest PDU accepted; the specification stops at 2,048 octets.</summary>
    public const int MaxLength = 8192;

    /// <summary>Reads a header when a whole PDU lies in the buffer.</summary>
    /// <returns>False when octets are missing.</returns>
    /// <exception cref="CarrierProtocolException">The length is impossible; there is no way to find the next PDU.</exception>
    public static bool TryReadFrame(
        ReadOnlySpan<byte> received,
        int maxLength,
        out SgipHeader header,
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
        if (length < SgipHeader.Size || length > (uint)maxLength)
        {
            throw new CarrierProtocolException($"Message Length {length} is impossible.");
        }

        if (received.Length < length)
        {
            return false;
        }

        header = new SgipHeader(
            (int)length,
            (SgipCommand)BinaryPrimitives.ReadUInt32BigEndian(received[4..]),
            SgipSequence.Read(received[8..])
        );
        body = received[SgipHeader.Size..(int)length];
        return true;
    }

    public static SgipBind Bind(ReadOnlySpan<byte> body)
    {
        Require(body, SgipLayout.BindSize - SgipLayout.ReserveWidth, "Bind");
        return new SgipBind(
            body[0],
            FixedText.Read(body.Slice(1, SgipLayout.NameWidth)),
            FixedText.Read(body.Slice(17, SgipLayout.NameWidth))
        );
    }

    /// <summary>Any response but those to Unbind and Trace.</summary>
    /// <returns>Result.</returns>
    public static byte Response(ReadOnlySpan<byte> body)
    {
        Require(body, 1, "response");
        return body[0];
    }

    public static SgipReport Report(ReadOnlySpan<byte> body)
    {
        Require(body, SgipLayout.ReportSize - SgipLayout.ReserveWidth, "Report");
        return new SgipReport(
            SgipSequence.Read(body),
            body[12],
            FixedText.Read(body.Slice(13, SgipLayout.NumberWidth)),
            body[34],
            body[35]
        );
    }

    private static void Require(ReadOnlySpan<byte> body, int length, string name)
    {
        if (body.Length < length)
        {
            throw new CarrierProtocolException($"{name} body of {body.Length} octets.");
        }
    }
}
