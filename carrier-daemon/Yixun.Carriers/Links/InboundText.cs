using System.Buffers;
using System.Text;

namespace Yixun.Carriers.Links;

/// <summary>Decodes the text of replies by the Msg_Fmt octet that CMPP, SGIP and SMGP share (GSM 03.38 DCS otherwise).</summary>
internal static class InboundText
{
    private static readonly Encoding Gb18030 =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030")
        ?? throw new InvalidOperationException("No GB18030.");

    /// <summary>Text without the UDH; what can't be decoded becomes U+FFFD. Never throws.</summary>
    public static string Decode(byte format, ReadOnlySpan<byte> text) =>
        format switch
        {
            0 => DecodeAscii(text),
            8 => Encoding.BigEndianUnicode.GetString(text),
            15 => Gb18030.GetString(text),
            _ when (format & 0xC0) == 0 => DecodeGeneralGroup(format, text),
            _ => DecodeAscii(text),
        };

    // GSM 03.38 §4: bits 3-2 of the general group name the alphabet. 8-bit data is shown as far as it is ASCII.
    private static string DecodeGeneralGroup(byte format, ReadOnlySpan<byte> text) =>
        (format & 0x0C) == 0x08 ? Encoding.BigEndianUnicode.GetString(text) : DecodeAscii(text);

    private static string DecodeAscii(ReadOnlySpan<byte> text) =>
        string.Create(
            text.Length,
            text,
            static (characters, octets) =>
            {
                if (Ascii.ToUtf16(octets, characters, out _) == OperationStatus.Done)
                {
                    return;
                }

                for (var index = 0; index < octets.Length; index++)
                {
                    characters[index] = octets[index] < 0x80 ? (char)octets[index] : '\uFFFD';
                }
            }
        );
}
