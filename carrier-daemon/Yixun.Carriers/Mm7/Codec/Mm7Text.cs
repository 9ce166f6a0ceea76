using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Yixun.Carriers.Mm7.Codec;

/// <summary>Octets to text. Old MMSCs put GBK into documents that they call UTF-8.</summary>
internal static partial class Mm7Text
{
    private static readonly Encoding Gb18030 =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030")
        ?? throw new InvalidOperationException("No GB18030.");

    /// <summary>Text of an XML document; its declaration and byte order mark name the encoding. Never throws.</summary>
    public static string DecodeXml(ReadOnlySpan<byte> octets)
    {
        var start = Encoding.Latin1.GetString(octets[..Math.Min(octets.Length, 128)]);
        var declaration = Declaration().Match(start);
        return Decode(octets, declaration.Success ? declaration.Groups[1].Value : null);
    }

    /// <summary>Text by its charset; what is no UTF-8 is read as GB18030. Never throws.</summary>
    public static string Decode(ReadOnlySpan<byte> octets, string? charset) =>
        octets switch
        {
            [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.UTF8.GetString(rest),
            [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
            [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
            _ when charset is null => DecodeUtf8(octets),
            _ when charset.StartsWith("gb", StringComparison.OrdinalIgnoreCase) => Gb18030.GetString(octets),
            _ when charset.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) =>
                Encoding.BigEndianUnicode.GetString(octets),
            _ => DecodeUtf8(octets),
        };

    private static string DecodeUtf8(ReadOnlySpan<byte> octets) =>
        Utf8.IsValid(octets) ? Encoding.UTF8.GetString(octets) : Gb18030.GetString(octets);

    [GeneratedRegex("""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")]
    private static partial Regex Declaration();
}
