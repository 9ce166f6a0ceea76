using System.Globalization;

namespace Yixun.Core.Numbers;

/// <param name="Carrier">Whose network; Unknown when no row of the plan fits.</param>
/// <param name="Row">Prefix of the row that decided, as a number of 3 to 7 digits; 0 for a ported number or an unknown one.</param>
/// <param name="Ported">An override for this very number decided.</param>
/// <param name="Province">Of the row, where it is known; a number that changed its carrier keeps its province.</param>
public readonly record struct NumberMatch(Carrier Carrier, int Row, bool Ported, string? Province = null)
{
    public NumberMatch(Carrier carrier, string? prefix, bool ported, string? province = null)
        : this(
            carrier,
            prefix is null ? 0 : int.Parse(prefix, CultureInfo.InvariantCulture),
            ported,
            province
        ) { }

    /// <summary>The row that decided; null for a ported number or an unknown one.</summary>
    public string? Prefix => Row == 0 ? null : Row.ToString(CultureInfo.InvariantCulture);
}
