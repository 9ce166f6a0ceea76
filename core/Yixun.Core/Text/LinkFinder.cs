using System.Text.RegularExpressions;

namespace Yixun.Core.Text;

/// <summary>Finds links in a text: with a scheme, or bare ones as handsets make them clickable.</summary>
/// <param name="ownHosts">The hospital's hosts; a sub-domain counts as well.</param>
public sealed partial class LinkFinder(IEnumerable<string> ownHosts)
{
    private readonly string[] _own =
    [
        .. ownHosts
            .Select(host => host.Trim().TrimStart('.').ToLowerInvariant())
            .Where(host => host.Length > 0),
    ];

    /// <summary>The strongest kind of link in the text.</summary>
    public LinkKind KindOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Every link has a dot or a scheme: most texts have neither.
        if (!text.AsSpan().ContainsAny('.', ':', '．'))
        {
            return LinkKind.None;
        }

        var kind = LinkKind.None;
        foreach (Match match in LinkPattern().Matches(text))
        {
            if (!IsOwn(match.Groups["host"].Value))
            {
                return LinkKind.Foreign;
            }

            kind = LinkKind.Own;
        }

        return kind;
    }

    private bool IsOwn(string host) =>
        _own.Any(own =>
            host.Equals(own, StringComparison.OrdinalIgnoreCase)
            || (
                host.Length > own.Length
                && host[^(own.Length + 1)] == '.'
                && host.EndsWith(own, StringComparison.OrdinalIgnoreCase)
            )
        );

    // A scheme with whatever host follows; or a bare host whose last label is letters, so that 3.5 or 10.30 is none. The
    // full-width stop is one that writers use to get around filters.
    [GeneratedRegex(
        @"[a-z][a-z0-9+.-]*://(?:[a-z0-9._~%-]*@)?(?<host>[a-z0-9.-]*)|(?<![a-z0-9_@.．-])(?<host>(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?[.．])+[a-z]{2,24})(?![a-z0-9_-])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex LinkPattern();
}
