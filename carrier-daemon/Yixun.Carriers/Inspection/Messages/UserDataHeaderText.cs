using System.Text.Json.Nodes;

namespace Yixun.Carriers.Inspection.Messages;

/// <summary>The user data header in front of a segment's text (GSM 03.40 §9.2.3.24).</summary>
internal static class UserDataHeaderText
{
    private const byte Concatenation8 = 0x00;
    private const byte Concatenation16 = 0x08;

    /// <summary>The header as its octets, with reference, total and index when it tells them.</summary>
    /// <returns>Null when the content is shorter than the header says. The length counts the length octet.</returns>
    public static (int Length, JsonObject Shown)? Read(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty || content.Length <= content[0])
        {
            return null;
        }

        var header = content[..(content[0] + 1)];
        var shown = new JsonObject();
        for (var elements = header[1..]; elements.Length >= 2 && elements.Length >= 2 + elements[1]; )
        {
            var data = elements.Slice(2, elements[1]);
            if ((elements[0], data.Length) is (Concatenation8, 3) or (Concatenation16, 4))
            {
                shown["ref"] = PduJson.Number(PduJson.Unsigned(data[..^2]));
                shown["total"] = PduJson.Number(data[^2]);
                shown["index"] = PduJson.Number(data[^1]);
            }

            elements = elements[(2 + data.Length)..];
        }

        shown["hex"] = Convert.ToHexStringLower(header);
        return (header.Length, shown);
    }

    /// <summary>The octets that are given, or those of a concatenation: with 8 bits when the reference fits, else 16.</summary>
    /// <exception cref="PduFormatException">A part is missing or does not fit.</exception>
    public static byte[] Write(JsonObject header)
    {
        if (header["hex"] is { } hex)
        {
            return PduJson.Octets(hex, "UDH.hex");
        }

        var reference = (ushort)Part(header, "ref", ushort.MaxValue);
        var total = (byte)Part(header, "total", byte.MaxValue);
        var index = (byte)Part(header, "index", byte.MaxValue);
        return reference <= byte.MaxValue
            ? [5, Concatenation8, 3, (byte)reference, total, index]
            : [6, Concatenation16, 4, (byte)(reference >> 8), (byte)reference, total, index];
    }

    private static ulong Part(JsonObject header, string name, ulong most) =>
        header[name] is { } value
            ? PduJson.Unsigned(value, most, "UDH." + name)
            : throw new PduFormatException(PduFault.MissingField, "UDH." + name);
}
