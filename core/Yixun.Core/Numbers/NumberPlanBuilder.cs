using System.Collections;
using System.Globalization;

namespace Yixun.Core.Numbers;

/// <summary>Takes rows in any order and makes one plan of them.</summary>
public sealed class NumberPlanBuilder
{
    private const int ShortestPrefix = 3;
    private const int LongestPrefix = 7;

    private ushort[]?[] _pages = new ushort[]?[NumberPlan.Pages];

    /// <summary>By the prefix as a number, in pages like those of the plan.</summary>
    private readonly BitArray?[] _seen = new BitArray?[2 * NumberPlan.Pages];
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
        var seen = _seen[value / NumberPlan.PageSize] ??= new BitArray(NumberPlan.PageSize);
        if (seen[value % NumberPlan.PageSize])
        {
            throw new FormatException($"Number segment '{prefix}' stands twice.");
        }

        seen[value % NumberPlan.PageSize] = true;
        _count++;
        var divisor = 1;
        for (var length = prefix.Length; length < LongestPrefix; length++)
        {
            divisor *= 10;
        }

        var index = IndexOf(new NumberPlanEntry(carrier, province, divisor));
        for (var first = value * divisor; first < (value + 1) * divisor; first += NumberPlan.PageSize)
        {
            var page = _pages[(first / NumberPlan.PageSize) - NumberPlan.LowestPage] ??= new ushort[
                NumberPlan.PageSize
            ];
            Fill(
                page.AsSpan(first % NumberPlan.PageSize, Math.Min(divisor, NumberPlan.PageSize)),
                index,
                divisor
            );
        }
    }

    /// <summary>The plan; the builder gives it its memory, and can take no more rows.</summary>
    public NumberPlan Build()
    {
        var plan = new NumberPlan(_pages, [.. _entries], _count);
        _pages = [];
        return plan;
    }

    internal static bool IsValidPrefix(string prefix) =>
        prefix.Length is >= ShortestPrefix and <= LongestPrefix
        && prefix[0] == '1'
        && prefix.All(char.IsAsciiDigit);

    /// <summary>Longer prefixes keep what they have.</summary>
    private void Fill(Span<ushort> cells, ushort index, int divisor)
    {
        foreach (ref var cell in cells)
        {
            if (cell == 0 || _entries[cell].Divisor > divisor)
            {
                cell = index;
            }
        }
    }

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
