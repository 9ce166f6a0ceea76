using Yixun.Core.Mms;
using Yixun.Core.Numbers;

namespace Yixun.Functions.Hosting;

/// <summary>What an MMS may hold, and how long the link in its place is good: section <c>Yixun:Mms</c>.</summary>
public sealed class MmsOptions
{
    /// <summary>Content types that are taken; empty: all that are known.</summary>
    public IReadOnlyList<string> AllowedTypes { get; set; } = [];

    public int MaximumSlides { get; set; } = 20;

    /// <summary>Octets of media, texts and SMIL together.</summary>
    public int MaximumTotalBytes { get; set; } = 300 * 1024;

    /// <summary>Octets of one medium.</summary>
    public int MaximumMediumBytes { get; set; } = 300 * 1024;

    /// <summary>Octets of a slide's text in UTF-8.</summary>
    public int MaximumTextBytes { get; set; } = 30 * 1024;

    /// <summary>Characters of the subject, without the signature.</summary>
    public int MaximumSubjectLength { get; set; } = 40;

    /// <summary>Pixels.</summary>
    public int MaximumWidth { get; set; } = 4096;

    /// <summary>Pixels.</summary>
    public int MaximumHeight { get; set; } = 4096;

    /// <summary>Octets that a carrier takes in all, by its name ("Mobile"), where that is less.</summary>
    public Dictionary<string, int> CarrierMaximumBytes { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Days that a link in a short message shows the MMS.</summary>
    public int LinkDays { get; set; } = 30;

    /// <summary>Requests a minute from one address for pages and media of links.</summary>
    public int PageRequestsPerMinute { get; set; } = 600;

    internal int? MaximumBytesOf(Carrier carrier) =>
        CarrierMaximumBytes.TryGetValue(carrier.ToString(), out var octets) ? octets : null;

    internal MmsLimits ToLimits() =>
        new()
        {
            MaxSlides = MaximumSlides,
            MaxTotalBytes = MaximumTotalBytes,
            MaxTextBytes = MaximumTextBytes,
            Allowed = (AllowedTypes.Count == 0 ? new MmsLimits().Allowed.Keys : AllowedTypes).ToDictionary(
                MmsMediaType.Canonical,
                _ => new MmsMediaRule(MaximumMediumBytes, MaximumWidth, MaximumHeight)
            ),
        };
}
