namespace Yixun.Functions.Http;

/// <summary>A URL as people may see it: without its query, which may hold a token.</summary>
public static class MaskedAddress
{
    private const string Hidden = "?***";

    /// <summary>"https://host/path?***"; without the mask where there is no query; "***" for what is no URL.</summary>
    public static string Of(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            ? parsed.GetLeftPart(UriPartial.Path) + (parsed.Query.Length > 0 ? Hidden : "")
            : "***";

    /// <summary>Whether a URL is a masked one, whose query nobody knows.</summary>
    public static bool IsMasked(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return url.EndsWith(Hidden, StringComparison.Ordinal);
    }
}
