using System.Globalization;
using System.Text.Json.Nodes;
using Yixun.Carriers.Inspection.Messages;

namespace Yixun.Carriers.Inspection;

/// <summary>Writes the fields of a JSON object as octets.</summary>
/// <param name="message">How to build content that is given as text or report; null when there is none.</param>
internal sealed class PduWriter(PduMessage? message)
{
    private readonly List<byte> _octets = [];

    public byte[] ToArray() => [.. _octets];

    public void Write(ReadOnlySpan<byte> octets) => _octets.AddRange(octets);

    public void WriteUnsigned(ulong value, int size)
    {
        for (var shift = (size - 1) * 8; shift >= 0; shift -= 8)
        {
            _octets.Add((byte)(value >> shift));
        }
    }

    /// <param name="path">In front of the names in errors.</param>
    /// <exception cref="PduFormatException">A field is missing or does not fit.</exception>
    public void Write(IReadOnlyList<PduField> fields, JsonObject from, string path)
    {
        foreach (var field in fields)
        {
            if (field.When is { } when && PduJson.NumberOf(from, when.Name) != when.Value)
            {
                continue;
            }

            if (from[field.HexName] is { } hex && field.Kind is not PduFieldKind.Unsigned)
            {
                WriteHex(field, hex, path + field.HexName);
            }
            else if (from[field.Name] is { } value)
            {
                WriteValue(field, value, path + field.Name);
            }
            else
            {
                WriteAbsent(field, from, path);
            }
        }
    }

    private void WriteHex(PduField field, JsonNode hex, string path)
    {
        var octets = PduJson.Octets(hex, path);
        switch (field.Kind)
        {
            case PduFieldKind.Content:
                WriteContent(field, octets, path);
                break;
            case PduFieldKind.Rest:
                Write(octets);
                break;
            case PduFieldKind.TerminatedText or PduFieldKind.List or PduFieldKind.Tlvs:
                throw new PduFormatException(PduFault.UnknownField, path, "PDU");
            default:
                if (
                    field.Is(PduFieldOptions.Short) ? octets.Length > field.Size : octets.Length != field.Size
                )
                {
                    throw Length(PduFault.WrongLength, path, field.Size, octets.Length);
                }

                Write(octets);
                break;
        }
    }

    private void WriteValue(PduField field, JsonNode value, string path)
    {
        switch (field.Kind)
        {
            case PduFieldKind.Unsigned or PduFieldKind.MessageId:
                WriteUnsigned(
                    PduJson.Unsigned(value, ulong.MaxValue >> (64 - (field.Size * 8)), path),
                    field.Size
                );
                break;
            case PduFieldKind.SequenceNumber:
                var words = Elements(value, path);
                if (words.Count != 3)
                {
                    throw new PduFormatException(PduFault.OutOfRange, path, "3", $"{words.Count}");
                }

                for (var index = 0; index < words.Count; index++)
                {
                    WriteUnsigned(PduJson.Unsigned(words[index], uint.MaxValue, $"{path}[{index}]"), 4);
                }

                break;
            case PduFieldKind.Text:
                WriteText(value, field.Size, field.Size, path);
                break;
            case PduFieldKind.TerminatedText:
                WriteText(value, field.Size - 1, 0, path);
                WriteUnsigned(0, 1);
                break;
            case PduFieldKind.List:
                WriteList(field, Elements(value, path), path);
                break;
            case PduFieldKind.Tlvs:
                var all = Elements(value, path);
                for (var index = 0; index < all.Count; index++)
                {
                    WriteTlv(field.TlvTypes, all[index], $"{path}[{index}]");
                }

                break;
            default:
                throw new PduFormatException(PduFault.MissingField, path + "_hex");
        }
    }

    private void WriteAbsent(PduField field, JsonObject from, string path)
    {
        var isNull = from.ContainsKey(field.Name) || from.ContainsKey(field.HexName);
        if (field.Is(PduFieldOptions.Trailing) && (isNull || !field.Is(PduFieldOptions.Filler)))
        {
            return;
        }

        if (field.Is(PduFieldOptions.Filler) && !isNull)
        {
            Write(new byte[field.Size]);
        }
        else if (field.Kind == PduFieldKind.Content && message?.Build(from) is { } built)
        {
            WriteContent(field, built, path + field.Name);
        }
        else if (field.Kind != PduFieldKind.Tlvs)
        {
            var hexOnly =
                field.Kind
                is PduFieldKind.Octets
                    or PduFieldKind.DecimalId
                    or PduFieldKind.Content
                    or PduFieldKind.Rest;
            throw new PduFormatException(
                PduFault.MissingField,
                path + (hexOnly ? field.HexName : field.Name)
            );
        }
    }

    private void WriteText(JsonNode value, int most, int width, string path)
    {
        var octets = PduJson.SingleOctets(PduJson.Text(value, path), path);
        if (octets.Length > most)
        {
            throw Length(PduFault.TooLong, path, most, octets.Length);
        }

        Write(octets);
        Write(new byte[Math.Max(0, width - octets.Length)]);
    }

    private void WriteContent(PduField field, byte[] octets, string path)
    {
        if (field.Size == 1 && octets.Length > byte.MaxValue)
        {
            throw Length(PduFault.TooLong, path, byte.MaxValue, octets.Length);
        }

        WriteUnsigned((ulong)octets.Length, field.Size);
        Write(octets);
    }

    private void WriteList(PduField field, JsonArray all, string path)
    {
        if (all.Count > byte.MaxValue)
        {
            throw new PduFormatException(PduFault.OutOfRange, path, "0-255", $"{all.Count}");
        }

        WriteUnsigned((ulong)all.Count, field.Size);
        for (var index = 0; index < all.Count; index++)
        {
            var at = $"{path}[{index}]";
            if (all[index] is JsonObject element)
            {
                Write(field.Elements, element, at + ".");
            }
            else if (field.Elements is [var only])
            {
                WriteValue(only, all[index] ?? throw new PduFormatException(PduFault.MissingField, at), at);
            }
            else
            {
                throw new PduFormatException(PduFault.WrongType, at, "object");
            }
        }
    }

    private void WriteTlv(PduTlvTypes types, JsonNode? given, string path)
    {
        var (tag, value) = types.Parse(given, path);
        if (value.Length > ushort.MaxValue)
        {
            throw Length(PduFault.TooLong, path, ushort.MaxValue, value.Length);
        }

        WriteUnsigned(tag, 2);
        WriteUnsigned((ulong)value.Length, 2);
        Write(value);
    }

    private static JsonArray Elements(JsonNode value, string path) =>
        value as JsonArray ?? throw new PduFormatException(PduFault.WrongType, path, "array");

    private static PduFormatException Length(PduFault fault, string path, int expected, int found) =>
        new(
            fault,
            path,
            expected.ToString(CultureInfo.InvariantCulture),
            found.ToString(CultureInfo.InvariantCulture)
        );
}
