namespace Yixun.Core.Text;

/// <summary>Replies that refuse further messages: R, T, TD, N, 退订, 取消, 拒收 in any case and width, with or without spaces.</summary>
public static class OptOutWords
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "R",
        "T",
        "TD",
        "N",
        "退订",
        "取消",
        "拒收",
    };

    /// <summary>True when the whole reply is one of the words.</summary>
    public static bool Match(string reply)
    {
        Span<char> folded = stackalloc char[4];
        var length = 0;
        foreach (var character in reply)
        {
            if (char.IsWhiteSpace(character) || IsPunctuation(character))
            {
                continue;
            }

            if (length == folded.Length)
            {
                return false;
            }

            // Full-width forms U+FF01..FF5E stand 0xFEE0 above their ASCII ones.
            var narrow = character is >= '！' and <= '～' ? (char)(character - 0xFEE0) : character;
            folded[length++] = char.ToUpperInvariant(narrow);
        }

        return length > 0 && Words.Contains(folded[..length].ToString());
    }

    private static bool IsPunctuation(char character) =>
        character is '.' or '。' or '!' or '！' or ',' or '，';
}
