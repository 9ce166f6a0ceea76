using System.Globalization;
using System.Text.Encodings.Web;

namespace Yixun.Cli;

/// <summary>
/// Leaves every character as it is, except those that JSON forbids and those that would play tricks with a terminal.
/// The encoders of the base library escape what is beyond U+FFFF and the ideographic space.
/// </summary>
internal sealed unsafe class ReadableJsonEncoder : JavaScriptEncoder
{
    public static ReadableJsonEncoder Instance { get; } = new();

    /// <summary>\uXXXX.</summary>
    public override int MaxOutputCharactersPerInputCharacter => 6;

    // Controls, line separators, and what changes the direction of text.
    public override bool WillEncode(int unicodeScalar) =>
        unicodeScalar
            is < ' '
                or '"'
                or '\\'
                or (>= 0x7F and <= 0x9F)
                or (>= 0x2028 and <= 0x202E)
                or (>= 0x2066 and <= 0x2069)
                or (>= 0xD800 and <= 0xDFFF)
                or 0xFEFF;

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var characters = new ReadOnlySpan<char>(text, textLength);
        for (var index = 0; index < characters.Length; index++)
        {
            var isPair =
                index + 1 < characters.Length
                && char.IsSurrogatePair(characters[index], characters[index + 1]);
            if (isPair)
            {
                index++;
            }
            else if (WillEncode(characters[index]))
            {
                return index;
            }
        }

        return -1;
    }

    public override bool TryEncodeUnicodeScalar(
        int unicodeScalar,
        char* buffer,
        int bufferLength,
        out int numberOfCharactersWritten
    ) =>
        unicodeScalar switch
        {
            '"' => Write("\\\"", buffer, bufferLength, out numberOfCharactersWritten),
            '\\' => Write("\\\\", buffer, bufferLength, out numberOfCharactersWritten),
            '\n' => Write("\\n", buffer, bufferLength, out numberOfCharactersWritten),
            '\r' => Write("\\r", buffer, bufferLength, out numberOfCharactersWritten),
            '\t' => Write("\\t", buffer, bufferLength, out numberOfCharactersWritten),
            _ => Write(
                "\\u" + unicodeScalar.ToString("x4", CultureInfo.InvariantCulture),
                buffer,
                bufferLength,
                out numberOfCharactersWritten
            ),
        };

    private static bool Write(string escaped, char* buffer, int length, out int written)
    {
        var fits = escaped.TryCopyTo(new Span<char>(buffer, length));
        written = fits ? escaped.Length : 0;
        return fits;
    }
}
