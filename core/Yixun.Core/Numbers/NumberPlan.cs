namespace Yixun.Core.Numbers;

/// <summary>
/// The rows of a number plan, spread over the prefixes of 7 digits, a page for each prefix of 4: two look-ups and at most
/// 2 MB, whether there are a hundred rows or a million. Immutable.
/// </summary>
public sealed class NumberPlan
{
    /// <summary>Prefixes of 7 digits in a page.</summary>
    internal const int PageSize = 1_000;

    /// <summary>The lowest prefix of 4 digits.</summary>
    internal const int LowestPage = 1_000;

    internal const int Pages = 1_000;

    private readonly ushort[]?[] _pages;
    private readonly NumberPlanEntry[] _entries;

    internal NumberPlan(ushort[]?[] pages, NumberPlanEntry[] entries, int count)
    {
        _pages = pages;
        _entries = entries;
        Count = count;
    }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>About how many octets it takes.</summary>
    public long Size =>
        (sizeof(ushort) * (long)PageSize * _pages.Count(page => page is not null)) + (24L * _entries.Length);

    /// <summary>What the longest prefix says.</summary>
    internal NumberMatch Find(PhoneNumber number)
    {
        var prefix = (int)(number.Value / 10_000);
        var page = _pages[(prefix / PageSize) - LowestPage];
        var index = page is null ? 0 : page[prefix % PageSize];
        if (index == 0)
        {
            return default;
        }

        var entry = _entries[index];
        return new NumberMatch(entry.Carrier, prefix / entry.Divisor, false, entry.Province);
    }
}

/// <param name="Divisor">Of a 7-digit prefix, to get the row's.</param>
internal readonly record struct NumberPlanEntry(Carrier Carrier, string? Province, int Divisor);
