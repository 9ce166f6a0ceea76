using System.Text.RegularExpressions;
using Yixun.Manifests.Tests.Rendering;

namespace Yixun.Manifests.Tests.Rules;

/// <summary>The metrics that our processes create, by what the source says where it creates them.</summary>
internal static partial class OwnMetrics
{
    private static readonly ILookup<string, string> ByName = Creation()
        .Matches(Repository.Source)
        .ToLookup(match => match.Groups["name"].Value, match => match.Groups["kind"].Value);

    /// <summary>Whether a series of this name is exposed: a histogram has its parts only.</summary>
    public static bool Has(string series)
    {
        var part = Part().Match(series);
        return part.Success && ByName[part.Groups[1].Value].Contains("Histogram")
            || ByName[series].Any(kind => kind != "Histogram");
    }

    [GeneratedRegex("Create(?<kind>Counter|Gauge|Histogram)\\(\\s*\"(?<name>[a-z_]+)\"")]
    private static partial Regex Creation();

    [GeneratedRegex("^(.+)_(bucket|sum|count)$")]
    private static partial Regex Part();
}
