using System.Text;

namespace Yixun.Core.Replies;

/// <summary>Makes what people type comparable.</summary>
public static class ReplyText
{
    /// <summary>Upper case, half width, without white space, byte order marks and joiners that phones put in.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character) || character is '\u200B' or '\u200C' or '\u200D' or '\uFEFF')
            {
                continue;
            }

            // Full-width forms U+FF01..FF5E stand 0xFEE0 above their ASCII ones.
            var narrow = character is >= '！' and <= '～' ? (char)(character - 0xFEE0) : character;
            folded.Append(char.ToUpperInvariant(narrow));
        }

        return folded.ToString();
    }
}
