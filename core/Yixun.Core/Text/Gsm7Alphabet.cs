namespace Yixun.Core.Text;

/// <summary>GSM 03.38 default alphabet and its extension table.</summary>
public static class Gsm7Alphabet
{
    /// <summary>Code that announces a character of the extension table.</summary>
    public const byte Escape = 0x1B;

    private const string Default =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001BÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
        + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static readonly (byte Code, char Character)[] Extension =
    [
        (0x0A, '\f'),
        (0x14, '^'),
        (0x28, '{'),
        (0x29, '}'),
        (0x2F, '\\'),
        (0x3C, '['),
        (0x3D, '~'),
        (0x3E, ']'),
        (0x40, '|'),
        (0x65, '€'),
    ];

    private static readonly Dictionary<char, ushort> Codes = BuildCodes();

    /// <summary>Septets that the character costs: 1, 2 (extension table), or 0 when it can't be written.</summary>
    public static int CostOf(char character) =>
        Codes.TryGetValue(character, out var code) ? (code > 0xFF ? 2 : 1) : 0;

    /// <summary>True when every character is in the alphabet or its extension.</summary>
    public static bool CanEncode(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (CostOf(character) == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes unpacked septets, one per octet.</summary>
    /// <returns>Octets written.</returns>
    /// <exception cref="ArgumentException">A character is in neither table.</exception>
    public static int Encode(ReadOnlySpan<char> text, Span<byte> destination)
    {
        var written = 0;
        foreach (var character in text)
        {
            if (!Codes.TryGetValue(character, out var code))
            {
                throw new ArgumentException("The text has a character outside GSM 03.38.", nameof(text));
            }

            if (code > 0xFF)
            {
                destination[written++] = Escape;
            }

            destination[written++] = (byte)code;
        }

        return written;
    }

    /// <summary>Reads unpacked septets. An unknown extension code shows its default character; ESC ESC shows a space.</summary>
    public static string Decode(ReadOnlySpan<byte> septets)
    {
        var text = new System.Text.StringBuilder(septets.Length);
        for (var index = 0; index < septets.Length; index++)
        {
            var code = septets[index] & 0x7F;
            if (code != Escape)
            {
                text.Append(Default[code]);
                continue;
            }

            if (++index >= septets.Length)
            {
                break;
            }

            code = septets[index] & 0x7F;
            var extended = Extension.FirstOrDefault(entry => entry.Code == code).Character;
            text.Append(
                code == Escape ? ' '
                : extended == default ? Default[code]
                : extended
            );
        }

        return text.ToString();
    }

    /// <summary>Packs septets into octets, septet 0 in the low bits of octet 0.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> septets)
    {
        var packed = new byte[((septets.Length * 7) + 7) / 8];
        for (var index = 0; index < septets.Length; index++)
        {
            var bit = index * 7;
            var value = (septets[index] & 0x7F) << (bit % 8);
            packed[bit / 8] |= (byte)value;
            if (value > 0xFF)
            {
                packed[(bit / 8) + 1] |= (byte)(value >> 8);
            }
        }

        return packed;
    }

    private static Dictionary<char, ushort> BuildCodes()
    {
        var codes = new Dictionary<char, ushort>();
        for (var code = 0; code < Default.Length; code++)
        {
            if (code != Escape)
            {
                codes[Default[code]] = (ushort)code;
            }
        }

        foreach (var (code, character) in Extension)
        {
            codes[character] = (ushort)(0x100 | code);
        }

        return codes;
    }
}
