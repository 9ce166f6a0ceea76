using System.Text;
using Yixun.Core.Text;

namespace Yixun.Carriers.Inspection.Messages;

/// <summary>Octets of messages as text, and back.</summary>
internal static class ContentText
{
    private static readonly UnicodeEncoding Ucs2 = new(bigEndian: true, byteOrderMark: false, true);
    private static readonly Encoding Gb18030 =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030")
        ?? throw new InvalidOperationException("No GB18030.");

    /// <summary>Text; what can't be decoded becomes U+FFFD. Null when the octets are no text.</summary>
    public static string? Decode(ContentCoding coding, ReadOnlySpan<byte> octets) =>
        coding switch
        {
            ContentCoding.Ascii => SevenBits(octets, static part => Encoding.ASCII.GetString(part)),
            ContentCoding.Latin1 => Encoding.Latin1.GetString(octets),
            ContentCoding.Gsm7 => SevenBits(octets, static part => Gsm7Alphabet.Decode(part)),
            ContentCoding.Ucs2 => Encoding.BigEndianUnicode.GetString(octets),
            ContentCoding.Gb18030 => Gb18030.GetString(octets),
            _ => null,
        };

    /// <exception cref="PduFormatException">A character can't be written.</exception>
    public static byte[] Encode(ContentCoding coding, string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!CanWrite(coding, text, index))
            {
                throw new PduFormatException(
                    PduFault.NotEncodable,
                    "text",
                    "",
                    PduJson.CodePoint(text, index)
                );
            }
        }

        return coding switch
        {
            ContentCoding.Ascii => Encoding.ASCII.GetBytes(text),
            ContentCoding.Latin1 => Encoding.Latin1.GetBytes(text),
            ContentCoding.Gsm7 => EncodeGsm7(text),
            ContentCoding.Ucs2 => Ucs2.GetBytes(text),
            ContentCoding.Gb18030 => Gb18030.GetBytes(text),
            _ => throw new ArgumentOutOfRangeException(nameof(coding)),
        };
    }

    private static bool CanWrite(ContentCoding coding, string text, int index) =>
        coding switch
        {
            ContentCoding.Ascii => text[index] < 0x80,
            ContentCoding.Latin1 => text[index] <= 0xFF,
            ContentCoding.Gsm7 => Gsm7Alphabet.CostOf(text[index]) > 0,
            _ => !char.IsSurrogate(text[index])
                || char.IsSurrogatePair(text, index)
                || (index > 0 && char.IsSurrogatePair(text, index - 1)),
        };

    private static byte[] EncodeGsm7(string text)
    {
        var octets = new byte[text.Length * 2];
        return octets[..Gsm7Alphabet.Encode(text, octets)];
    }

    private static string SevenBits(ReadOnlySpan<byte> octets, Func<byte[], string> decode)
    {
        var text = new StringBuilder(octets.Length);
        while (!octets.IsEmpty)
        {
            var wrong = octets.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            text.Append(decode((wrong < 0 ? octets : octets[..wrong]).ToArray()));
            if (wrong < 0)
            {
                break;
            }

            text.Append('\uFFFD');
            octets = octets[(wrong + 1)..];
        }

        return text.ToString();
    }
}
