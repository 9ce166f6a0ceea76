namespace Yixun.Carriers.Mm7.Media;

/// <summary>One page of a message: a picture, a sound or a video; a sound beside a picture; a text.</summary>
public sealed record Mm7Slide
{
    /// <summary>Content type of <see cref="Media"/>; null when there is none.</summary>
    public string? MediaType { get; init; }

    public ReadOnlyMemory<byte> Media { get; init; }

    /// <summary>Content type of <see cref="Sound"/>, played while the picture is shown; null when there is none.</summary>
    public string? SoundType { get; init; }

    public ReadOnlyMemory<byte> Sound { get; init; }

    public string? Text { get; init; }

    /// <summary>How long it is shown; for sound and video at least their length.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(5);
}
