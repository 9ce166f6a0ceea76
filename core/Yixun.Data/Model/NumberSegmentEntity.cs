using Yixun.Core.Numbers;

namespace Yixun.Data.Model;

/// <summary>A row of the number plan.</summary>
public sealed class NumberSegmentEntity
{
    public required string Prefix { get; init; }

    public Carrier Carrier { get; set; }

    public NumberSegmentKind Kind { get; set; }

    /// <summary>Where its customers live; null: unknown.</summary>
    public string? Province { get; set; }
}
