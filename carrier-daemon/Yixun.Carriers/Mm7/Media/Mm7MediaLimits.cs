using System.Collections.Frozen;

namespace Yixun.Carriers.Mm7.Media;

/// <summary>What a carrier takes.</summary>
public sealed record Mm7MediaLimits
{
    private const int DefaultTotal = 300 * 1024;
    private static readonly Mm7MediaRule Picture = new(DefaultTotal, 4096, 4096);
    private static readonly Mm7MediaRule Other = new(DefaultTotal);

    /// <summary>Media, texts and SMIL together, octets before transfer encoding.</summary>
    public int MaxTotalBytes { get; init; } = DefaultTotal;

    public int MaxSlides { get; init; } = 20;

    /// <summary>Longest text of a slide, octets in UTF-8.</summary>
    public int MaxTextBytes { get; init; } = 30 * 1024;

    /// <summary>Rules by <see cref="Mm7MediaType.Canonical"/> type; what is not listed is not allowed.</summary>
    public IReadOnlyDictionary<string, Mm7MediaRule> Allowed { get; init; } =
        new Dictionary<string, Mm7MediaRule>
        {
            ["image/jpeg"] = Picture,
            ["image/png"] = Picture,
            ["image/gif"] = Picture,
            ["audio/amr"] = Other,
            ["audio/mpeg"] = Other,
            ["video/3gpp"] = Other,
            ["video/mp4"] = Other,
        }.ToFrozenDictionary(StringComparer.Ordinal);
}
