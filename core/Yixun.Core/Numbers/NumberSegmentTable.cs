using System.Collections.Frozen;

namespace Yixun.Core.Numbers;

/// <summary>
/// Finds the carrier of a number: an override for ported numbers first, else the longest prefix. Immutable; a change makes
/// a new table.
/// </summary>
public sealed class NumberSegmentTable
{
    private readonly NumberPlan _plan;
    private readonly FrozenDictionary<long, Carrier> _ported;

    /// <exception cref="FormatException">A prefix is not 3 to 7 digits beginning with 1, or stands twice.</exception>
    public NumberSegmentTable(
        IEnumerable<NumberSegment> segments,
        IEnumerable<KeyValuePair<PhoneNumber, Carrier>>? ported = null
    )
        : this(Build(segments), ported) { }

    public NumberSegmentTable(NumberPlan plan, IEnumerable<KeyValuePair<PhoneNumber, Carrier>>? ported = null)
    {
        _plan = plan;
        _ported = (ported ?? []).ToFrozenDictionary(pair => pair.Key.Value, pair => pair.Value);
    }

    /// <summary>The plan of the ministry's table of March 2023, from the data file beside this class.</summary>
    public static IReadOnlyList<NumberSegment> DefaultPlan { get; } = ReadDefaultPlan();

    /// <summary>True for 3 to 7 digits beginning with 1.</summary>
    public static bool IsValidPrefix(string prefix) => NumberPlanBuilder.IsValidPrefix(prefix);

    /// <summary>The carrier, and the reason in the form stored with a routing decision.</summary>
    public NumberMatch Find(PhoneNumber number)
    {
        var match = _plan.Find(number);
        return _ported.TryGetValue(number.Value, out var carrier)
            ? new NumberMatch(carrier, 0, true, match.Province)
            : match;
    }

    private static NumberPlan Build(IEnumerable<NumberSegment> segments)
    {
        var builder = new NumberPlanBuilder();
        foreach (var segment in segments)
        {
            builder.Add(segment.Prefix, segment.Carrier, segment.Province);
        }

        return builder.Build();
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
