using System.Collections.Frozen;
using System.Globalization;

namespace Yixun.Core.Numbers;

/// <summary>
/// Finds the carrier of a number: an override for ported numbers first, else the longest prefix. Immutable; a change makes
/// a new table.
/// </summary>
public sealed class NumberSegmentTable
{
    private const int ShortestPrefix = 3;
    private const int LongestPrefix = 7;

    private readonly NumberSegment?[] _byFour;
    private readonly FrozenDictionary<long, NumberSegment> _longer;
    private readonly FrozenDictionary<long, Carrier> _ported;

    /// <exception cref="FormatException">A prefix is not 3 to 7 digits beginning with 1, or stands twice.</exception>
    public NumberSegmentTable(
        IEnumerable<NumberSegment> segments,
        IEnumerable<KeyValuePair<PhoneNumber, Carrier>>? ported = null
    )
    {
        _byFour = new NumberSegment?[10_000];
        var longer = new Dictionary<long, NumberSegment>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var segment in segments.OrderBy(segment => segment.Prefix.Length))
        {
            if (!IsValidPrefix(segment.Prefix) || !seen.Add(segment.Prefix))
            {
                throw new FormatException($"Number segment '{segment.Prefix}' is malformed or stands twice.");
            }

            var value = int.Parse(segment.Prefix, CultureInfo.InvariantCulture);
            switch (segment.Prefix.Length)
            {
                case 3:
                    Array.Fill(_byFour, segment, value * 10, 10);
                    break;
                case 4:
                    _byFour[value] = segment;
                    break;
                default:
                    longer.Add(LongKey(value, segment.Prefix.Length), segment);
                    break;
            }
        }

        _longer = longer.ToFrozenDictionary();
        _ported = (ported ?? []).ToFrozenDictionary(pair => pair.Key.Value, pair => pair.Value);
    }

    /// <summary>The plan of the ministry's table of March 2023, from the data file beside this class.</summary>
    public static IReadOnlyList<NumberSegment> DefaultPlan { get; } = ReadDefaultPlan();

    /// <summary>True for 3 to 7 digits beginning with 1.</summary>
    public static bool IsValidPrefix(string prefix) =>
        prefix.Length is >= ShortestPrefix and <= LongestPrefix
        && prefix[0] == '1'
        && prefix.All(char.IsAsciiDigit);

    /// <summary>The carrier, and the reason in the form stored with a routing decision.</summary>
    public NumberMatch Find(PhoneNumber number)
    {
        var segment = FindSegment(number);
        return _ported.TryGetValue(number.Value, out var carrier)
                ? new NumberMatch(carrier, null, true, segment?.Province)
            : segment is null ? default
            : new NumberMatch(segment.Carrier, segment.Prefix, false, segment.Province);
    }

    private NumberSegment? FindSegment(PhoneNumber number)
    {
        if (_longer.Count > 0)
        {
            for (var length = LongestPrefix; length > 4; length--)
            {
                var key = LongKey(number.Value / PowerOfTen(11 - length), length);
                if (_longer.TryGetValue(key, out var found))
                {
                    return found;
                }
            }
        }

        return _byFour[number.Value / 10_000_000];
    }

    private static long LongKey(long prefix, int length) => (prefix * 10) + length;

    private static long PowerOfTen(int exponent)
    {
        long power = 1;
        while (exponent-- > 0)
        {
            power *= 10;
        }

        return power;
    }

    private static List<NumberSegment> ReadDefaultPlan()
    {
        using var stream = typeof(NumberSegmentTable).Assembly.GetManifestResourceStream(
            "number-segments.csv"
        )!;
        using var reader = new StreamReader(stream);
        var plan = new List<NumberSegment>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var fields = line.Split(',');
            plan.Add(
                new NumberSegment(
                    fields[0],
                    Enum.Parse<Carrier>(fields[1]),
                    Enum.Parse<NumberSegmentKind>(fields[2])
                )
            );
        }

        return plan;
    }
}
