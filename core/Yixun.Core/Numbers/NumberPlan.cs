namespace Yixun.Core.Numbers;

/// <summary>
/// The rows of a number plan, spread over all 1,000,000 prefixes of 7 digits: 2 MB and one look-up, whether there are a
/// hundred rows or a million. Immutable.
/// </summary>
public sealed class NumberPlan
{
    /// <summary>The lowest prefix of 7 digits.</summary>
    internal const int LowestCell = 1_000_000;

    private readonly ushort[] _cells;
    private readonly NumberPlanEntry[] _entries;

    internal NumberPlan(ushort[] cells, NumberPlanEntry[] entries, int count)
    {
        _cells = cells;
        _entries = entries;
        Count = count;
    }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>What the longest prefix says.</summary>
    internal NumberMatch Find(PhoneNumber number)
    {
        var cell = (int)(number.Value / 10_000);
        var index = _cells[cell - LowestCell];
        if (index == 0)
        {
            return default;
        }

        var entry = _entries[index];
        return new NumberMatch(entry.Carrier, cell / entry.Divisor, false, entry.Province);
    }
}

/// <param name="Divisor">Of a 7-digit prefix, to get the row's.</param>
internal readonly record struct NumberPlanEntry(Carrier Carrier, string? Province, int Divisor);
