using System.Buffers.Binary;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Cmpp.Codec;

/// <summary>
/// Octets to PDUs. Where gateways mix up the versions, the length of the body decides the layout, not the session.
/// Everything throws <see cref="CarrierProtocolException"/>, and nothing else, on octets that can't be the PDU.
/// </summary>
internal static class CmppDecoder
{
    /// <summary>Longest PDU accepted; a SUBMIT with 99 destinations has 3,471 octets.</summary>
    public const int MaxLength = 8192;

    /// <summary>Reads a header when a whole PDU lies in the buffer.</summary>
    /// <returns>False when octets are missing.</returns>
    /// <exception cref="CarrierProtocolException">The length is impossible; there is no way to find the next PDU.</exception>
    public static bool TryReadFrame(
        ReadOnlySpan<byte> received,
        int maxLength,
        out CmppHeader header,
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
        if (length < CmppHeader.Size || length > (uint)maxLength)
        {
            throw new CarrierProtocolException($"Total_Length {length} is impossible.");
        }

        if (received.Length < length)
        {
            return false;
        }

        header = new CmppHeader(
            (int)length,
            (CmppCommand)BinaryPrimitives.ReadUInt32BigEndian(received[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(received[8..])
        );
        body = received[CmppHeader.Size..(int)length];
        return true;
    }

    public static CmppConnect Connect(ReadOnlySpan<byte> body)
    {
        Require(body, 27, "CONNECT");
        return new CmppConnect(
            FixedText.Read(body[..6]),
            body.Slice(6, CmppAuthenticator.DigestLength).ToArray(),
            body[22],
            BinaryPrimitives.ReadUInt32BigEndian(body[23..])
        );
    }

    /// <summary>18 octets: Status of 1; 21: Status of 4. A refusal may come without the authenticator.</summary>
    public static CmppConnectResponse ConnectResponse(ReadOnlySpan<byte> body)
    {
        const int digest = CmppAuthenticator.DigestLength;
        Require(body, 1, "CONNECT_RESP");
        var wide = body.Length is >= 21 or 4 or 5;
        var status = wide ? BinaryPrimitives.ReadUInt32BigEndian(body) : body[0];
        var rest = body[(wide ? 4 : 1)..];
        return rest.Length switch
        {
            > digest => new CmppConnectResponse(status, rest[..digest].ToArray(), rest[digest]),
            0 => new CmppConnectResponse(status, new byte[digest], 0),
            1 => new CmppConnectResponse(status, new byte[digest], rest[0]),
            _ => throw new CarrierProtocolException($"CONNECT_RESP body of {body.Length} octets."),
        };
    }

    public static CmppSubmit Submit(ReadOnlySpan<byte> body, byte version) =>
        new CmppSubmitView(body, new CmppLayout(CmppVersion.IsWide(version))).ToSubmit();

    public static CmppSubmitResponse SubmitResponse(ReadOnlySpan<byte> body)
    {
        var (id, result) = IdAndResult(body, "SUBMIT_RESP");
        return new CmppSubmitResponse(id, result);
    }

    public static CmppDeliver Deliver(ReadOnlySpan<byte> body, byte version) =>
        new CmppDeliverView(body, new CmppLayout(CmppVersion.IsWide(version))).ToDeliver();

    public static CmppDeliverResponse DeliverResponse(ReadOnlySpan<byte> body)
    {
        var (id, result) = IdAndResult(body, "DELIVER_RESP");
        return new CmppDeliverResponse(id, result);
    }

    /// <summary>
    /// Reads a status report. Its own length chooses between the 60 and the 71 octets, because gateways send either on
    /// both versions. What a short block lacks stays empty.
    /// </summary>
    /// <returns>False when not even the id and the status are there.</returns>
    public static bool TryReadReport(ReadOnlySpan<byte> content, out CmppStatusReport report)
    {
        if (content.Length < 15)
        {
            report = default;
            return false;
        }

        var width = new CmppLayout(content.Length >= CmppLayout.ReportWide).NumberWidth;
        var sequence = content.Length >= 39 + width ? content.Slice(35 + width, 4) : [];
        report = new CmppStatusReport(
            BinaryPrimitives.ReadUInt64BigEndian(content),
            FixedText.ReadShared(content.Slice(8, 7)),
            content.Length >= 25 ? FixedText.ReadShared(content.Slice(15, 10)) : "",
            content.Length >= 35 ? FixedText.ReadShared(content.Slice(25, 10)) : "",
            content.Length > 35 ? FixedText.Read(content[35..Math.Min(35 + width, content.Length)]) : "",
            sequence.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32BigEndian(sequence)
        );
        return true;
    }

    public static CmppQuery Query(ReadOnlySpan<byte> body)
    {
        Require(body, 27, "QUERY");
        return ReadQuery(body);
    }

    public static CmppQueryResponse QueryResponse(ReadOnlySpan<byte> body)
    {
        Require(body, 51, "QUERY_RESP");
        return new CmppQueryResponse(
            ReadQuery(body),
            BinaryPrimitives.ReadUInt32BigEndian(body[19..]),
            BinaryPrimitives.ReadUInt32BigEndian(body[23..]),
            BinaryPrimitives.ReadUInt32BigEndian(body[27..]),
            BinaryPrimitives.ReadUInt32BigEndian(body[31..]),
            BinaryPrimitives.ReadUInt32BigEndian(body[35..]),
            BinaryPrimitives.ReadUInt32BigEndian(body[39..]),
            BinaryPrimitives.ReadUInt32BigEndian(body[43..]),
            BinaryPrimitives.ReadUInt32BigEndian(body[47..])
        );
    }

    /// <returns>Msg_Id of the message to withdraw.</returns>
    public static ulong Cancel(ReadOnlySpan<byte> body)
    {
        Require(body, 8, "CANCEL");
        return BinaryPrimitives.ReadUInt64BigEndian(body);
    }

    /// <returns>Success_Id: 0 withdrawn, 1 not.</returns>
    public static uint CancelResponse(ReadOnlySpan<byte> body)
    {
        Require(body, 1, "CANCEL_RESP");
        return body.Length >= 4 ? BinaryPrimitives.ReadUInt32BigEndian(body) : body[0];
    }

    private static CmppQuery ReadQuery(ReadOnlySpan<byte> body) =>
        new(FixedText.Read(body[..8]), body[8], FixedText.Read(body.Slice(9, 10)));

    private static (ulong Id, uint Result) IdAndResult(ReadOnlySpan<byte> body, string name)
    {
        Require(body, 9, name);
        return (
            BinaryPrimitives.ReadUInt64BigEndian(body),
            body.Length >= 12 ? BinaryPrimitives.ReadUInt32BigEndian(body[8..]) : body[8]
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
