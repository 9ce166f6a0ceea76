using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Yixun.Carriers.Inspection.Messages;

/// <summary>
/// The labelled values of reports that are text (SMPP 3.4 appendix B, SMGP 3.0.3). Any order and any case;
/// spaces or underscores within a label; everything behind the text's label is text.
/// </summary>
internal static partial class ReportLabels
{
    /// <summary>Keys in JSON, in the order of the specifications, with their labels.</summary>
    public static readonly (string Key, string Label)[] All =
    [
        ("id", "id"),
        ("sub", "sub"),
        ("dlvrd", "dlvrd"),
        ("submit_date", "submit date"),
        ("done_date", "done date"),
        ("stat", "stat"),
        ("err", "err"),
        ("text", "text"),
    ];

    /// <summary>Adds the values that are there.</summary>
    /// <returns>Octets before the first label.</returns>
    public static int Read(ReadOnlySpan<byte> octets, JsonObject into)
    {
        var text = Encoding.Latin1.GetString(octets);
        var first = text.Length;
        for (var match = Pattern().Match(text); match.Success; )
        {
            first = Math.Min(first, match.Index);
            var key = match.Groups[1].Value.ToLowerInvariant().Replace(' ', '_');
            key = key == "txt" ? "text" : key;
            var next = key == "text" ? Match.Empty : match.NextMatch();
            var start = match.Index + match.Length;
            var value = text[start..(next.Success ? next.Index : text.Length)].Trim(' ', '\0');
            into.TryAdd(key, value);
            match = next;
        }

        return first;
    }

    [GeneratedRegex(
        "(?<![A-Za-z])(id|sub|dlvrd|submit[ _]date|done[ _]date|stat|err|text|txt) ?:",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Pattern();
}
