using System.Text;

namespace Yixun.Core.Text;

/// <summary>Turns a text into the user data of its segments, with the concatenation header where there are several.</summary>
public static class UserDataEncoder
{
    private const int HeaderLength = 6;

    /// <summary>Encodes a text.</summary>
    /// <param name="text">The whole text as the handset shall show it.</param>
    /// <param name="coding">How it travels; the text must be encodable in it.</param>
    /// <param name="reference">8-bit reference, the same in every segment (GSM 03.40 §9.2.3.24.1).</param>
    /// <param name="omitted">
    /// Characters at the front that count and are not written, because the carrier puts them there (the signature).
    /// </param>
    /// <returns>One array a segment: UDH <c>05 00 03 ref total index</c> where there are several, then the text.</returns>
    /// <exception cref="ArgumentException">A character can't be written in the coding, or there are more than 255 segments.</exception>
    public static byte[][] Encode(string text, TextCoding coding, byte reference, int omitted = 0)
    {
        var segments = TextSegmenter.Split(text, coding);
        if (segments.Count > byte.MaxValue)
        {
            throw new ArgumentException("A message has at most 255 segments.", nameof(text));
        }

        var encoded = new byte[segments.Count][];
        for (var index = 0; index < encoded.Length; index++)
        {
            var part = text.AsSpan()[segments[index]];
            part = index == 0 ? part[Math.Min(omitted, part.Length)..] : part;
            var header = encoded.Length > 1 ? HeaderLength : 0;
            var octets = new byte[header + Length(part, coding)];
            if (header > 0)
            {
                octets[0] = 5;
                octets[1] = 0;
                octets[2] = 3;
                octets[3] = reference;
                octets[4] = (byte)encoded.Length;
                octets[5] = (byte)(index + 1);
            }

            Write(part, coding, octets.AsSpan(header));
            encoded[index] = octets;
        }

        return encoded;
    }

    private static int Length(ReadOnlySpan<char> part, TextCoding coding) =>
        coding == TextCoding.Ucs2 ? part.Length * 2 : TextSegmenter.Units(part, coding);

    private static void Write(ReadOnlySpan<char> part, TextCoding coding, Span<byte> destination)
    {
        switch (coding)
        {
            case TextCoding.Ucs2:
                Encoding.BigEndianUnicode.GetBytes(part, destination);
                break;
            case TextCoding.Gsm7:
                Gsm7Alphabet.Encode(part, destination);
                break;
            case TextCoding.Ascii:
                if (part.ContainsAnyExceptInRange('\0', '\x7F'))
                {
                    throw new ArgumentException("The text has a character outside ASCII.", nameof(part));
                }

                Encoding.ASCII.GetBytes(part, destination);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(coding));
        }
    }
}
