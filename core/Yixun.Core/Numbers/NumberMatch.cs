namespace Yixun.Core.Numbers;

/// <param name="Carrier">Whose network; Unknown when no row of the plan fits.</param>
/// <param name="Prefix">The row that decided; null for a ported number or an unknown one.</param>
/// <param name="Ported">An override for this very number decided.</param>
/// <param name="Province">Of the row, where it is known; a number that changed its carrier keeps its province.</param>
public readonly record struct NumberMatch(
    Carrier Carrier,
    string? Prefix,
    bool Ported,
    string? Province = null
);
