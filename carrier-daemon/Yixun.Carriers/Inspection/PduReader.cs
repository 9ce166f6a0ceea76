using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Yixun.Carriers.Inspection;

/// <summary>Reads fields from the octets of one PDU into a JSON object.</summary>
/// <param name="octets">The PDU, or a block within one.</param>
/// <param name="position">Octets that are read already.</param>
/// <param name="offset">Where the octets start in the input.</param>
internal ref struct PduReader(ReadOnlySpan<byte> octets, int position, int offset)
{
    private readonly ReadOnlySpan<byte> _octets = octets;
    private int _position = position;

    public readonly int Remaining => _octets.Length - _position;

    /// <summary>Where the next octet lies in the input.</summary>
    public readonly int Offset => offset + _position;

    /// <exception cref="PduFormatException">Octets are missing, or a text does not end.</exception>
    public void Read(IReadOnlyList<PduField> fields, JsonObject into)
    {
        foreach (var field in fields)
        {
            if (field.When is { } when && PduJson.NumberOf(into, when.Name) != when.Value)
            {
                continue;
            }

            if (Remaining == 0 && field.Is(PduFieldOptions.Trailing))
            {
                if (field.Is(PduFieldOptions.Filler))
                {
                    into[field.Name] = null;
                }

                continue;
            }

            Read(field, into);
        }
    }

    private void Read(PduField field, JsonObject into)
    {
        switch (field.Kind)
        {
            case PduFieldKind.Unsigned:
                into[field.Name] = PduJson.Number(PduJson.Unsigned(Take(field.Size, field.Name)));
                break;
            case PduFieldKind.MessageId:
                ReadMessageId(field, into);
                break;
            case PduFieldKind.SequenceNumber:
                var words = Take(field.Size, field.Name);
                into[field.Name] = new JsonArray(
                    PduJson.Number(PduJson.Unsigned(words[..4])),
                    PduJson.Number(PduJson.Unsigned(words[4..8])),
                    PduJson.Number(PduJson.Unsigned(words[8..]))
                );
                into[field.HexName] = Convert.ToHexStringLower(words);
                break;
            case PduFieldKind.Text:
                ReadText(field, into);
                break;
            case PduFieldKind.Octets:
                into[field.HexName] = Convert.ToHexStringLower(Take(field.Size, field.Name));
                break;
            case PduFieldKind.DecimalId:
                ReadDecimalId(field, into);
                break;
            case PduFieldKind.TerminatedText:
                into[field.Name] = ReadTerminated(field);
                break;
            case PduFieldKind.Content:
                var length = PduJson.Unsigned(Take(field.Size, field.CountName));
                into[field.CountName] = PduJson.Number(length);
                into[field.HexName] = Convert.ToHexStringLower(Take(length, field.Name));
                break;
            case PduFieldKind.List:
                ReadList(field, into);
                break;
            case PduFieldKind.Tlvs:
                into[field.Name] = field.TlvTypes.Read(_octets[_position..], Offset);
                _position = _octets.Length;
                break;
            case PduFieldKind.Rest:
                into[field.HexName] = Convert.ToHexStringLower(Take((ulong)Remaining, field.Name));
                break;
            default:
                throw new InvalidOperationException($"{field.Kind} can't be read.");
        }
    }

    // CMPP 3.0 §8.4.3.2: 4 bits month, 5 day, 5 hour, 6 minute, 6 second, 22 gateway, 16 sequence.
    private void ReadMessageId(PduField field, JsonObject into)
    {
        var octets = Take(field.Size, field.Name);
        var value = PduJson.Unsigned(octets);
        into[field.Name] = PduJson.Number(value);
        into[field.HexName] = Convert.ToHexStringLower(octets);
        if (value != 0)
        {
            into[field.Name + "_parts"] = new JsonObject
            {
                ["month"] = PduJson.Number(value >> 60),
                ["day"] = PduJson.Number((value >> 55) & 0x1F),
                ["hour"] = PduJson.Number((value >> 50) & 0x1F),
                ["minute"] = PduJson.Number((value >> 44) & 0x3F),
                ["second"] = PduJson.Number((value >> 38) & 0x3F),
                ["gateway"] = PduJson.Number((value >> 16) & 0x3F_FFFF),
                ["sequence"] = PduJson.Number(value & 0xFFFF),
            };
        }
    }

    // SMGP 3.0.3, MsgID: 3 octets gateway, 4 time MMDDHHMM, 3 sequence, all BCD. Gateways put other octets there too.
    private void ReadDecimalId(PduField field, JsonObject into)
    {
        var digits = Convert.ToHexStringLower(Take(field.Size, field.Name));
        into[field.HexName] = digits;
        if (digits.All(char.IsAsciiDigit) && digits.Any(digit => digit != '0'))
        {
            into[field.Name + "_parts"] = new JsonObject
            {
                ["gateway"] = digits[..6],
                ["time"] = digits[6..14],
                ["sequence"] = digits[14..],
            };
        }
    }

    private void ReadText(PduField field, JsonObject into)
    {
        var size = field.Is(PduFieldOptions.Short) ? Math.Min(field.Size, Remaining) : field.Size;
        var octets = Take(size, field.Name);
        var end = octets.IndexOf((byte)0);
        var text = end < 0 ? octets : octets[..end];
        into[field.Name] = Encoding.Latin1.GetString(text);
        if (size < field.Size || octets[text.Length..].ContainsAnyExcept((byte)0))
        {
            into[field.HexName] = Convert.ToHexStringLower(octets);
        }
    }

    private string ReadTerminated(PduField field)
    {
        var octets = _octets.Slice(_position, Math.Min(field.Size, Remaining));
        var end = octets.IndexOf((byte)0);
        if (end < 0)
        {
            throw new PduFormatException(
                PduFault.NotTerminated,
                field.Name,
                field.Size.ToString(CultureInfo.InvariantCulture),
                "",
                Offset
            );
        }

        _position += end + 1;
        return Encoding.Latin1.GetString(octets[..end]);
    }

    private void ReadList(PduField field, JsonObject into)
    {
        var count = PduJson.Unsigned(Take(field.Size, field.CountName));
        into[field.CountName] = PduJson.Number(count);
        var all = new JsonArray();
        for (var index = 0UL; index < count; index++)
        {
            var element = new JsonObject();
            Read(field.Elements, element);
            all.Add(
                field.Elements is [var only] && element.Count == 1 ? element[only.Name]!.DeepClone() : element
            );
        }

        into[field.Name] = all;
    }

    private ReadOnlySpan<byte> Take(int count, string name) => Take((ulong)count, name);

    private ReadOnlySpan<byte> Take(ulong count, string name)
    {
        if (count > (ulong)Remaining)
        {
            throw new PduFormatException(PduFault.TooShort, name, $"{count}", $"{Remaining}", Offset);
        }

        var taken = _octets.Slice(_position, (int)count);
        _position += (int)count;
        return taken;
    }
}
