namespace Yixun.Carriers.Mm7;

public sealed record Mm7InboundSettings
{
    public Mm7Dialect Dialect { get; init; } = new();

    /// <summary>Longest body taken, octets.</summary>
    public int MaxBodyBytes { get; init; } = 1024 * 1024;
}
