using System.Text;

namespace Yixun.Data.Server;

/// <summary>
/// A database's text may hold no NUL and no half of a surrogate pair; a carrier's may, and a caller's file name. One such word
/// must not keep all that is written with it from being stored.
/// </summary>
internal static class StorableText
{
    /// <summary>The same text with the symbol for NUL (U+2400) in place of each, and U+FFFD in place of each lone half.</summary>
    public static string Of(string text)
    {
        var whole = text.Replace('\0', '\u2400');
        return whole.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
            ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(whole))
            : whole;
    }

    /// <inheritdoc cref="Of"/>
    public static string? OfNullable(string? text) => text is null ? null : Of(text);
}
