using Yixun.Core.Text;

namespace Yixun.Functions.Mms;

/// <summary>The text of the short message that takes the place of an MMS, with a gap where the link goes.</summary>
public static class FallbackText
{
    /// <summary>No text of a caller has it: control characters are taken out.</summary>
    private const char Gap = '\u0001';

    /// <param name="content">Cleaned.</param>
    /// <param name="suffix">Stands behind the link; null: none.</param>
    public static string Compose(string? signature, string content, string? suffix) =>
        MessageText.Compose(signature, $"{content} {Gap}", suffix is null ? null : $" {suffix}");

    public static string WithLink(string text, string link) =>
        text.Replace(Gap.ToString(), link, StringComparison.Ordinal);
}
