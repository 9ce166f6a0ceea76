using System.Text.Json.Nodes;
using Yixun.Carriers.Inspection.Tables;

namespace Yixun.Carriers.Inspection;

/// <summary>
/// Shows PDUs as JSON objects and builds them from such objects, for people who diagnose. Works from tables of the
/// specifications and shares nothing with the codecs of the links. What it decodes it encodes to the same octets.
/// </summary>
/// <remarks>
/// Fields have the names of their specification. Octets that are not text have the suffix <c>_hex</c>; text that is not
/// filled up as specified has that too. Messages get <c>text</c>, <c>UDH</c> and <c>report</c> as far as they have them.
/// </remarks>
public static class PduInspector
{
    /// <summary>cmpp20, cmpp30, sgip, smgp, smpp.</summary>
    public static IReadOnlyList<string> Protocols { get; } =
    [.. PduProtocols.All.Select(protocol => protocol.Name)];

    /// <summary>Reads one PDU after the other.</summary>
    /// <returns>One object a PDU; each is read when it is asked for.</returns>
    /// <exception cref="PduFormatException">On the PDU that is not one; those before it were returned.</exception>
    /// <exception cref="ArgumentException">There is no such protocol.</exception>
    public static IEnumerable<JsonObject> Decode(string protocol, ReadOnlyMemory<byte> octets) =>
        DecodeAll(PduProtocols.Named(protocol), octets);

    /// <summary>
    /// Builds a PDU. Lengths and counts are computed, given ones are not looked at. Where a field has several forms
    /// (<c>Msg_Id</c>, <c>Msg_Id_hex</c>; <c>Msg_Content_hex</c>, <c>text</c>, <c>report</c>) one is enough, and all that
    /// are given must agree. Reserved fields may be left out.
    /// </summary>
    /// <param name="pdu">As <see cref="Decode"/> gives them; names must be unique and texts well-formed UTF-16.</param>
    /// <exception cref="PduFormatException">A field is missing, unknown, too long, or disagrees with others.</exception>
    /// <exception cref="ArgumentException">There is no such protocol.</exception>
    public static byte[] Encode(string protocol, JsonObject pdu)
    {
        ArgumentNullException.ThrowIfNull(pdu);
        return PduEncoder.Encode(PduProtocols.Named(protocol), pdu);
    }

    private static IEnumerable<JsonObject> DecodeAll(PduProtocol protocol, ReadOnlyMemory<byte> octets)
    {
        for (var offset = 0; offset < octets.Length; )
        {
            var pdu = PduDecoder.Decode(protocol, octets.Span[offset..], offset, out var length);
            yield return pdu;
            offset += length;
        }
    }
}
