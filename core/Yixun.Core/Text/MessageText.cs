namespace Yixun.Core.Text;

/// <summary>Puts together the text that the handset shows: signature, content, suffix.</summary>
public static class MessageText
{
    /// <summary>Longest signature between the brackets, in characters.</summary>
    public const int MaximumSignatureLength = 20;

    /// <summary>
    /// Content without a byte order mark, with LF line ends and without other control characters.
    /// </summary>
    public static string Clean(string content)
    {
        if (!content.AsSpan().ContainsAny("\r\uFEFF\0") && !content.Any(IsStray))
        {
            return content;
        }

        return new string([
            .. content
                .Replace("\r\n", "\n", StringComparison.Ordinal)
                .Replace('\r', '\n')
                .Where(character => character != '\uFEFF' && !IsStray(character)),
        ]);
    }

    /// <summary>
    /// The whole text. A content that carries its own 【…】 at the front keeps it, and gets no second one.
    /// The suffix is added unless the content ends with it already.
    /// </summary>
    /// <param name="signature">Without brackets; null: none.</param>
    public static string Compose(string? signature, string content, string? suffix)
    {
        var head = signature is null || SignatureOf(content) is not null ? "" : $"【{signature}】";
        var tail = suffix is null || content.EndsWith(suffix, StringComparison.Ordinal) ? "" : suffix;
        return head.Length + tail.Length == 0 ? content : string.Concat(head, content, tail);
    }

    /// <summary>The signature at the front of a text, without brackets; null when there is none.</summary>
    public static string? SignatureOf(string text)
    {
        if (!text.StartsWith('【'))
        {
            return null;
        }

        var end = text.IndexOf('】', StringComparison.Ordinal);
        return end > 1 ? text[1..end] : null;
    }

    /// <summary>Characters that the signature at the front takes, brackets included; 0 when there is none, or nothing else.</summary>
    public static int SignatureLength(string text) =>
        SignatureOf(text) is { } signature && text.Length > signature.Length + 2 ? signature.Length + 2 : 0;

    /// <summary>True for 2 to 20 characters without brackets, line ends or control characters.</summary>
    public static bool IsValidSignature(string signature) =>
        signature.Length is >= 2 and <= MaximumSignatureLength
        && !signature.Any(character => character is '【' or '】' || char.IsControl(character))
        && signature.Trim().Length == signature.Length;

    /// <summary>True when the text has half a surrogate pair, which no coding can carry.</summary>
    public static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
            {
                continue;
            }

            if (index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]))
            {
                index++;
                continue;
            }

            return true;
        }

        return false;
    }

    private static bool IsStray(char character) =>
        char.IsControl(character) && character is not ('\n' or '\r' or '\t');
}
