using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Yixun.Carriers.Inspection;

/// <summary>The optional parameters of a protocol. Others are shown and built by their tags.</summary>
internal sealed class PduTlvTypes(params PduTlvType[] types)
{
    private const int HeaderSize = 4;

    public static PduTlvTypes None { get; } = new();

    /// <summary>Reads parameters until the octets end.</summary>
    /// <param name="offset">Where the octets start in the input.</param>
    public JsonArray Read(ReadOnlySpan<byte> octets, int offset)
    {
        var all = new JsonArray();
        for (var position = 0; position < octets.Length; )
        {
            var rest = octets[position..];
            if (rest.Length < HeaderSize)
            {
                throw TooShort($"tlvs[{all.Count}]", HeaderSize, rest.Length, offset + position);
            }

            var tag = BinaryPrimitives.ReadUInt16BigEndian(rest);
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            var type = Array.Find(types, type => type.Tag == tag);
            if (rest.Length < HeaderSize + length)
            {
                throw TooShort(
                    type?.Name ?? TagText(tag),
                    length,
                    rest.Length - HeaderSize,
                    offset + position + HeaderSize
                );
            }

            var value = rest.Slice(HeaderSize, length);
            all.Add((JsonNode)Show(tag, type, value));
            position += HeaderSize + length;
        }

        return all;
    }

    /// <summary>Reads a given parameter: <c>tag</c> or <c>name</c>, <c>value_hex</c> or <c>value</c>.</summary>
    public (ushort Tag, byte[] Value) Parse(JsonNode? given, string path)
    {
        if (given is not JsonObject parameter)
        {
            throw new PduFormatException(PduFault.WrongType, path, "object");
        }

        var (tag, type) = FindType(parameter, path);
        if (parameter["value_hex"] is { } hex)
        {
            return (tag, PduJson.Octets(hex, path + ".value_hex"));
        }

        if (type?.Value is null || parameter["value"] is null)
        {
            throw new PduFormatException(PduFault.MissingField, path + ".value_hex");
        }

        var writer = new PduWriter(null);
        writer.Write([type.Value], parameter, path + ".");
        return (tag, writer.ToArray());
    }

    /// <summary>The value of a parameter among given ones; null when it is not there or not understood.</summary>
    public byte[]? Find(JsonObject pdu, ushort tag)
    {
        if (pdu["tlvs"] is not JsonArray all)
        {
            return null;
        }

        foreach (var given in all)
        {
            try
            {
                if (Parse(given, "") is var (found, value) && found == tag)
                {
                    return value;
                }
            }
            catch (PduFormatException)
            {
                // Told where the parameters are written.
            }
        }

        return null;
    }

    private (ushort Tag, PduTlvType? Type) FindType(JsonObject parameter, string path)
    {
        if (parameter["tag"] is { } given)
        {
            var text = PduJson.Text(given, path + ".tag");
            var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
            return ushort.TryParse(
                digits,
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var tag
            )
                ? (tag, Array.Find(types, type => type.Tag == tag))
                : throw new PduFormatException(PduFault.OutOfRange, path + ".tag", "0x0000-0xffff", text);
        }

        if (parameter["name"] is not { } named)
        {
            throw new PduFormatException(PduFault.MissingField, path + ".tag");
        }

        var name = PduJson.Text(named, path + ".name");
        var type =
            Array.Find(types, type => type.Name == name)
            ?? throw new PduFormatException(PduFault.UnknownField, name, "tlvs");
        return (type.Tag, type);
    }

    private static JsonObject Show(ushort tag, PduTlvType? type, ReadOnlySpan<byte> value)
    {
        var shown = new JsonObject { ["tag"] = TagText(tag) };
        if (type is not null)
        {
            shown["name"] = type.Name;
        }

        shown["value_hex"] = Convert.ToHexStringLower(value);
        switch (type?.Value)
        {
            case { Kind: PduFieldKind.Unsigned } number when number.Size == value.Length:
                shown["value"] = PduJson.Number(PduJson.Unsigned(value));
                break;
            case { Kind: PduFieldKind.Text }:
                shown["value"] = Encoding.Latin1.GetString(value.TrimEnd((byte)0));
                break;
            case { Kind: PduFieldKind.TerminatedText }
                when value.Length > 0 && value.IndexOf((byte)0) == value.Length - 1:
                shown["value"] = Encoding.Latin1.GetString(value[..^1]);
                break;
            default:
                break;
        }

        return shown;
    }

    private static string TagText(ushort tag) => $"0x{tag:x4}";

    private static PduFormatException TooShort(string field, int expected, int found, int offset) =>
        new(PduFault.TooShort, field, $"{expected}", $"{found}", offset);
}
