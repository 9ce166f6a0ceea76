namespace Yixun.CarrierSimulator.Protocols;

/// <summary>A submit as every protocol knows it.</summary>
internal readonly ref struct SubmittedSegment
{
    public required SubmitKey Key { get; init; }

    public required string Source { get; init; }

    /// <summary>First destination; null when there is none.</summary>
    public required string? Destination { get; init; }

    /// <summary>Further destinations.</summary>
    public string[] More { get; init; }

    /// <summary>0 ASCII, 8 UCS-2, 15 GB18030.</summary>
    public required byte Format { get; init; }

    public required bool HasUserDataHeader { get; init; }

    public required ReadOnlySpan<byte> Content { get; init; }

    public required bool WantsReport { get; init; }
}
