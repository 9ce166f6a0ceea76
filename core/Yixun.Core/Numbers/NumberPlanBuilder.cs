using System.Collections;
using System.Globalization;

namespace Yixun.Core.Numbers;

/// <summary>Takes rows in any order and makes a plan of them.</summary>
public sealed class NumberPlanBuilder
{
    private const int ShortestPrefix = 3;
    private const int LongestPrefix = 7;
    private const int HighestPrefix = 2_000_000;

    private readonly ushort[] _cells = new ushort[1_000_000];
    private readonly BitArray _seen = new(HighestPrefix);
    private readonly List<NumberPlanEntry> _entries = [default];
    private readonly Dictionary<NumberPlanEntry, ushort> _indexes = [];
    private int _count;

    /// <exception cref="FormatException">
    /// The prefix is not 3 to 7 digits beginning with 1, or stands twice; or there are too many provinces.
    /// </exception>
    public void Add(string prefix, Carrier carrier, string? province)
    {
        if (!IsValidPrefix(prefix))
        {
            throw new FormatException($"Number segment '{prefix}' is malformed.");
        }

        // All begin with 1, so no two prefixes are the same number.
        var value = int.Parse(prefix, CultureInfo.InvariantCulture);
        if (_seen[value])
        {
            throw new FormatException($"Number segment '{prefix}' stands twice.");
        }

        _seen[value] = true;
        _count++;
        var divisor = 1;
        for (var length = prefix.Length; length < LongestPrefix; length++)
        {
            divisor *= 10;
        }

        var index = IndexOf(new NumberPlanEntry(carrier, province, divisor));
        foreach (ref var cell in _cells.AsSpan((value * divisor) - NumberPlan.LowestCell, divisor))
        {
            if (cell == 0 || _entries[cell].Divisor > divisor)
            {
                cell = index;
            }
        }
    }

    public NumberPlan Build() => new((ushort[])_cells.Clone(), [.. _entries], _count);

    internal static bool IsValidPrefix(string prefix) =>
        prefix.Length is >= ShortestPrefix and <= LongestPrefix
        && prefix[0] == '1'
        && prefix.All(char.IsAsciiDigit);

    private ushort IndexOf(in NumberPlanEntry entry)
    {
        if (_indexes.TryGetValue(entry, out var index))
        {
            return index;
        }

        if (_entries.Count > ushort.MaxValue)
        {
            throw new FormatException("The number plan has too many different provinces.");
        }

        index = (ushort)_entries.Count;
        _entries.Add(entry);
        _indexes.Add(entry, index);
        return index;
    }
}
