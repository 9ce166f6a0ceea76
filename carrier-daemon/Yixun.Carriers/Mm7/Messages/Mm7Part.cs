namespace Yixun.Carriers.Mm7.Messages;

/// <summary>One medium of a message, transfer encoding undone.</summary>
public sealed record Mm7Part
{
    /// <summary>Media type in lower case, without parameters ("image/jpeg").</summary>
    public required string ContentType { get; init; }

    /// <summary>Content-Location; printable ASCII. SMIL names the part by it or by the Content-ID.</summary>
    public required string Name { get; init; }

    /// <summary>Content-ID without angle brackets; the name when null.</summary>
    public string? ContentId { get; init; }

    /// <summary>Charset of text; null when not said.</summary>
    public string? Charset { get; init; }

    public required ReadOnlyMemory<byte> Data { get; init; }
}
