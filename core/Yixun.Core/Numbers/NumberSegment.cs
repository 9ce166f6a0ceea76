namespace Yixun.Core.Numbers;

/// <summary>One row of the number plan.</summary>
/// <param name="Prefix">3 to 7 digits.</param>
/// <param name="Carrier">Whose network.</param>
/// <param name="Kind">Whose customers.</param>
/// <param name="Province">Where they live, where the plan says so (7-digit rows mostly do); null: unknown.</param>
public sealed record NumberSegment(
    string Prefix,
    Carrier Carrier,
    NumberSegmentKind Kind,
    string? Province = null
);

public enum NumberSegmentKind : byte
{
    /// <summary>The carrier's own.</summary>
    Own = 0,

    /// <summary>A virtual operator's, on the carrier's network (移动转售).</summary>
    Resale = 1,

    Satellite = 2,
}
