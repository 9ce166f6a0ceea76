namespace Yixun.Core.Mms;

/// <summary>One page of a message: a picture or a video, a sound, and a text; at least one of them.</summary>
public sealed record MmsSlide
{
    public static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(5);

    public IReadOnlyList<MmsMedium> Media { get; init; } = [];

    public string? Text { get; init; }

    /// <summary>How long it is shown; for sound and video at least their length.</summary>
    public TimeSpan Duration { get; init; } = DefaultDuration;
}
