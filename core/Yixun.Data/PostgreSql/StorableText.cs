namespace Yixun.Data.PostgreSql;

/// <summary>PostgreSQL's text holds no NUL; a carrier's may. One such word must not keep a whole chunk from being stored.</summary>
internal static class StorableText
{
    /// <summary>The same text with the symbol for NUL (U+2400) in place of each.</summary>
    public static string Of(string text) => text.Replace('\0', '\u2400');

    /// <inheritdoc cref="Of"/>
    public static string? OfNullable(string? text) => text?.Replace('\0', '\u2400');
}
