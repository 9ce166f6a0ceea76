using System.Buffers.Binary;
using Yixun.Carriers.Links;
using Yixun.Carriers.Smgp.Pdus;

namespace Yixun.Carriers.Smgp.Codec;

/// <summary>
/// Octets to PDUs. Everything throws <see cref="CarrierProtocolException"/>, and nothing else, on octets that can't be the PDU.
/// </summary>
internal static class SmgpDecoder
{
    public const int MaxLength = 8192;

    /// <summary>Reads a header when a whole PDU lies in the buffer.</summary>
    /// <returns>False when octets are missing.</returns>
    /// <exception cref="CarrierProtocolException">The length is impossible; there is no way to find the next PDU.</exception>
    public static bool TryReadFrame(
        ReadOnlySpan<byte> received,
        int maxLength,
        out SmgpHeader header,
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
        if (length < SmgpHeader.Size || length > (uint)maxLength)
        {
            throw new CarrierProtocolException($"PacketLength {length} is impossible.");
        }

        if (received.Length < length)
        {
            return false;
        }

        header = new SmgpHeader(
            (int)length,
            (SmgpCommand)BinaryPrimitives.ReadUInt32BigEndian(received[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(received[8..])
        );
        body = received[SmgpHeader.Size..(int)length];
        return true;
    }

    public static SmgpLogin Login(ReadOnlySpan<byte> body)
    {
        Require(body, 30, "Login");
        return new SmgpLogin(
            FixedText.Read(body[..8]),
            body.Slice(8, SmgpAuthenticator.DigestLength).ToArray(),
            body[24],
            BinaryPrimitives.ReadUInt32BigEndian(body[25..]),
            body[29]
        );
    }

    public static SmgpLoginResponse LoginResponse(ReadOnlySpan<byte> body)
    {
        // A refusal may end after the status.
        Require(body, 4, "Login_Resp");
        var status = BinaryPrimitives.ReadUInt32BigEndian(body);
        return body.Length >= 21
            ? new SmgpLoginResponse(status, body.Slice(4, SmgpAuthenticator.DigestLength).ToArray(), body[20])
            : new SmgpLoginResponse(status, new byte[SmgpAuthenticator.DigestLength], 0);
    }

    /// <summary>Submit_Resp or Deliver_Resp.</summary>
    public static SmgpResponse Response(ReadOnlySpan<byte> body)
    {
        Require(body, SmgpMessageId.Length + 4, "Submit_Resp or Deliver_Resp");
        return new SmgpResponse(
            SmgpMessageId.Read(body),
            BinaryPrimitives.ReadUInt32BigEndian(body[SmgpMessageId.Length..])
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
