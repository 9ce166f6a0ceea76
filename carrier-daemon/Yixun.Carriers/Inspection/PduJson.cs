using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Yixun.Carriers.Inspection;

/// <summary>Values of JSON in the types of fields, with errors that name the field.</summary>
internal static class PduJson
{
    /// <summary>Big-endian integer of up to 8 octets.</summary>
    public static ulong Unsigned(ReadOnlySpan<byte> octets)
    {
        ulong value = 0;
        foreach (var octet in octets)
        {
            value = (value << 8) | octet;
        }

        return value;
    }

    /// <summary>A number that reads as any integer type that it fits.</summary>
    public static JsonNode Number(ulong value) =>
        JsonNode.Parse(value.ToString(CultureInfo.InvariantCulture))!;

    public static ulong Unsigned(JsonNode? node, ulong most, string path)
    {
        if (node?.GetValueKind() != JsonValueKind.Number)
        {
            throw new PduFormatException(PduFault.WrongType, path, "number");
        }

        var text = node.ToJsonString();
        return
            ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value <= most
            ? value
            : throw new PduFormatException(PduFault.OutOfRange, path, $"0-{most}", text);
    }

    public static string Text(JsonNode? node, string path) =>
        node?.GetValueKind() == JsonValueKind.String
            ? node.GetValue<string>()
            : throw new PduFormatException(PduFault.WrongType, path, "text");

    public static byte[] Octets(JsonNode? node, string path)
    {
        var text = Text(node, path);
        return text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : throw new PduFormatException(PduFault.NotHex, path);
    }

    /// <summary>Single-octet characters other than NUL.</summary>
    public static byte[] SingleOctets(string text, string path)
    {
        var octets = new byte[text.Length];
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            octets[index] = character is > '\0' and <= '\u00FF'
                ? (byte)character
                : throw new PduFormatException(PduFault.NotEncodable, path, "", CodePoint(text, index));
        }

        return octets;
    }

    /// <summary>The number of a field of a PDU; 0 when there is none.</summary>
    public static uint NumberOf(JsonObject pdu, string name) =>
        pdu[name] is { } node
        && node.GetValueKind() == JsonValueKind.Number
        && uint.TryParse(node.ToJsonString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : 0;

    /// <summary>How a character is named in messages: U+ and hex digits.</summary>
    public static string CodePoint(string text, int index) =>
        $"U+{(char.IsSurrogatePair(text, index) ? char.ConvertToUtf32(text, index) : text[index]):X4}";
}
