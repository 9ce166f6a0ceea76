namespace Yixun.Carriers.Mm7.Messages;

/// <summary>What the user sees: media and, where they make slides, their SMIL.</summary>
public sealed record Mm7Content
{
    public Mm7Part? Smil { get; init; }

    public required IReadOnlyList<Mm7Part> Parts { get; init; }
}
