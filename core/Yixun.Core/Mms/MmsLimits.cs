using System.Collections.Frozen;

namespace Yixun.Core.Mms;

/// <summary>What a message may hold.</summary>
public sealed record MmsLimits
{
    private const int DefaultTotal = 300 * 1024;
    private static readonly MmsMediaRule Picture = new(DefaultTotal, 4096, 4096);
    private static readonly MmsMediaRule Other = new(DefaultTotal);

    /// <summary>Media, texts and SMIL together, octets before transfer encoding.</summary>
    public int MaxTotalBytes { get; init; } = DefaultTotal;

    public int MaxSlides { get; init; } = 20;

    /// <summary>Longest text of a slide, octets in UTF-8.</summary>
    public int MaxTextBytes { get; init; } = 30 * 1024;

    /// <summary>Rules by <see cref="MmsMediaType.Canonical"/> type; what is not listed is not allowed.</summary>
    public IReadOnlyDictionary<string, MmsMediaRule> Allowed { get; init; } =
        new Dictionary<string, MmsMediaRule>
        {
            ["image/jpeg"] = Picture,
            ["image/png"] = Picture,
            ["image/gif"] = Picture,
            ["audio/amr"] = Other,
            ["audio/mpeg"] = Other,
            ["audio/midi"] = Other,
            ["video/3gpp"] = Other,
            ["video/mp4"] = Other,
        }.ToFrozenDictionary(StringComparer.Ordinal);
}
