using CsCheck;
using Xunit;
using Yixun.Core.Numbers;

namespace Yixun.Core.Tests.Numbers;

public sealed class NumberSegmentTableTests
{
    private static readonly NumberSegmentTable Plan = new(NumberSegmentTable.DefaultPlan);

    /// <summary>The ministry's table of March 2023, row by row.</summary>
    public static TheoryData<Carrier, NumberSegmentKind, string> Ministry =>
        new()
        {
            {
                Carrier.Mobile,
                NumberSegmentKind.Own,
                "1340-1348 135-139 147 148 150-152 157-159 172 178 182-184 187 188 195 197 198"
            },
            { Carrier.Mobile, NumberSegmentKind.Resale, "165 1703 1705 1706" },
            { Carrier.Unicom, NumberSegmentKind.Own, "130-132 145 146 155 156 166 175 176 185 186 196" },
            { Carrier.Unicom, NumberSegmentKind.Resale, "167 1704 1707-1709 171" },
            { Carrier.Telecom, NumberSegmentKind.Own, "133 149 153 173 177 180 181 189-191 193 199" },
            { Carrier.Telecom, NumberSegmentKind.Resale, "162 1700-1702" },
            { Carrier.Telecom, NumberSegmentKind.Satellite, "13492 13493 13499 17400-17405" },
            { Carrier.Broadnet, NumberSegmentKind.Own, "192" },
            { Carrier.Satellite, NumberSegmentKind.Satellite, "17406-17412 1749 1619" },
        };

    [Theory]
    [MemberData(nameof(Ministry))]
    public void Find_row_of_the_ministrys_table_is_its_carriers(
        Carrier carrier,
        NumberSegmentKind kind,
        string row
    )
    {
        foreach (var prefix in Expand(row))
        {
            Assert.Equal(new NumberMatch(carrier, prefix, false), Plan.Find(NumberIn(prefix, '0')));
            Assert.Equal(new NumberMatch(carrier, prefix, false), Plan.Find(NumberIn(prefix, '9')));
            Assert.Equal(kind, NumberSegmentTable.DefaultPlan.Single(one => one.Prefix == prefix).Kind);
        }
    }

    [Fact]
    public void DefaultPlan_has_nothing_beside_the_ministrys_table() =>
        Assert.Equal(
            Ministry.SelectMany(row => Expand(row.Data.Item3)).Order(StringComparer.Ordinal),
            NumberSegmentTable.DefaultPlan.Select(segment => segment.Prefix).Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("194")]
    [InlineData("154")]
    [InlineData("161")]
    [InlineData("163")]
    [InlineData("164")]
    [InlineData("168")]
    [InlineData("169")]
    [InlineData("179")]
    [InlineData("140")]
    [InlineData("141")]
    [InlineData("144")]
    [InlineData("13490")]
    [InlineData("13494")]
    [InlineData("17413")]
    [InlineData("1742")]
    public void Find_prefix_outside_the_table_is_unknown(string prefix) =>
        Assert.Equal(default, Plan.Find(NumberIn(prefix, '0')));

    [Fact]
    public void Find_longest_prefix_wins()
    {
        var table = new NumberSegmentTable([
            new NumberSegment("1380013", Carrier.Broadnet, NumberSegmentKind.Own),
            new NumberSegment("138001", Carrier.Satellite, NumberSegmentKind.Own),
            new NumberSegment("13800", Carrier.Unicom, NumberSegmentKind.Own),
            new NumberSegment("1380", Carrier.Telecom, NumberSegmentKind.Own),
            new NumberSegment("138", Carrier.Mobile, NumberSegmentKind.Own),
        ]);

        Assert.Equal(new NumberMatch(Carrier.Broadnet, "1380013", false), table.Find(Number(13_800_138_000)));
        Assert.Equal(new NumberMatch(Carrier.Satellite, "138001", false), table.Find(Number(13_800_148_000)));
        Assert.Equal(new NumberMatch(Carrier.Unicom, "13800", false), table.Find(Number(13_800_238_000)));
        Assert.Equal(new NumberMatch(Carrier.Telecom, "1380", false), table.Find(Number(13_801_000_000)));
        Assert.Equal(new NumberMatch(Carrier.Mobile, "138", false), table.Find(Number(13_810_000_000)));
    }

    [Fact]
    public void Find_any_plan_agrees_with_a_search_for_the_longest_prefix()
    {
        var prefixes = Gen.Int[3, 7]
            .SelectMany(length => Gen.OneOf('0', '1', '3').Array[length - 2])
            .Select(digits => "13" + new string(digits));
        Gen.Select(
                Gen.Select(prefixes, Gen.Enum<Carrier>()).Array[0, 12],
                Gen.OneOf('0', '1', '3').Array[9].Select(digits => "13" + new string(digits))
            )
            .Sample(
                (rows, digits) =>
                {
                    var plan = rows.DistinctBy(row => row.Item1)
                        .Select(row => new NumberSegment(row.Item1, row.Item2, NumberSegmentKind.Own))
                        .ToList();
                    var expected = plan.Where(row => digits.StartsWith(row.Prefix, StringComparison.Ordinal))
                        .MaxBy(row => row.Prefix.Length);

                    Assert.True(PhoneNumber.TryParse(digits, out var number));
                    Assert.Equal(
                        expected is null
                            ? default
                            : new NumberMatch(expected.Carrier, expected.Prefix, false),
                        new NumberSegmentTable(plan).Find(number)
                    );
                },
                iter: 5000
            );
    }

    [Fact]
    public void Find_province_is_that_of_the_row_and_stays_with_a_ported_number()
    {
        var table = new NumberSegmentTable(
            [
                new NumberSegment("138", Carrier.Mobile, NumberSegmentKind.Own),
                new NumberSegment("1380013", Carrier.Mobile, NumberSegmentKind.Own, "北京"),
                new NumberSegment("1380014", Carrier.Mobile, NumberSegmentKind.Own, "广东"),
            ],
            [new(Number(13_800_148_000), Carrier.Unicom)]
        );

        Assert.Equal("北京", table.Find(Number(13_800_138_000)).Province);
        Assert.Equal(new NumberMatch(Carrier.Unicom, 0, true, "广东"), table.Find(Number(13_800_148_000)));
        Assert.Null(table.Find(Number(13_800_158_000)).Province);
    }

    /// <summary>What the country has: every search is two look-ups, and the plan is a megabyte.</summary>
    [Fact]
    public void Build_half_a_million_long_prefixes_is_small_and_finds_each()
    {
        var provinces = Provinces.All.Order(StringComparer.Ordinal).ToArray();
        var builder = new NumberPlanBuilder();
        for (var prefix = 1_300_000; prefix < 1_800_000; prefix++)
        {
            builder.Add(
                prefix.ToString(System.Globalization.CultureInfo.InvariantCulture),
                (Carrier)(1 + (prefix % 3)),
                provinces[prefix % provinces.Length]
            );
        }

        var plan = builder.Build();
        var table = new NumberSegmentTable(plan);

        Assert.Equal(500_000, plan.Count);
        Assert.InRange(plan.Size, 1_000_000, 1_100_000);
        for (var prefix = 1_300_000; prefix < 1_800_000; prefix += 7)
        {
            Assert.Equal(
                new NumberMatch(
                    (Carrier)(1 + (prefix % 3)),
                    prefix,
                    false,
                    provinces[prefix % provinces.Length]
                ),
                table.Find(Number((prefix * 10_000L) + 4321))
            );
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var number = 13_000_000_000; number < 13_001_000_000; number += 1_000)
        {
            _ = table.Find(Number(number));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("广东", "广东")]
    [InlineData(" 广东省 ", "广东")]
    [InlineData("北京市", "北京")]
    [InlineData("内蒙古自治区", "内蒙古")]
    [InlineData("广西壮族自治区", "广西")]
    [InlineData("香港特别行政区", "香港")]
    [InlineData("加州", null)]
    [InlineData("", null)]
    [InlineData("省", null)]
    public void Provinces_short_name_is_read_from_what_people_write(string text, string? expected)
    {
        Assert.Equal(34, Provinces.All.Count);
        Assert.Equal(expected is not null, Provinces.TryRead(text, out var province));
        if (expected is not null)
        {
            Assert.Equal(expected, province);
        }
    }

    [Fact]
    public void Find_ported_number_is_its_new_carriers()
    {
        var table = new NumberSegmentTable(
            NumberSegmentTable.DefaultPlan,
            [new(Number(13_800_138_000), Carrier.Telecom), new(Number(19_400_000_000), Carrier.Unicom)]
        );

        Assert.Equal(new NumberMatch(Carrier.Telecom, null, true), table.Find(Number(13_800_138_000)));
        Assert.Equal(new NumberMatch(Carrier.Unicom, null, true), table.Find(Number(19_400_000_000)));
        Assert.Equal(new NumberMatch(Carrier.Mobile, "138", false), table.Find(Number(13_800_138_001)));
    }

    [Theory]
    [InlineData("13", false)]
    [InlineData("138", true)]
    [InlineData("1380013", true)]
    [InlineData("13800138", false)]
    [InlineData("238", false)]
    [InlineData("13a", false)]
    [InlineData("13８", false)]
    [InlineData("", false)]
    public void Constructor_prefix_is_3_to_7_digits_from_1(string prefix, bool valid)
    {
        NumberSegment[] plan = [new(prefix, Carrier.Mobile, NumberSegmentKind.Own)];

        Assert.Equal(valid, NumberSegmentTable.IsValidPrefix(prefix));
        Assert.Equal(valid, Record.Exception(() => new NumberSegmentTable(plan)) is not FormatException);
    }

    [Fact]
    public void Constructor_prefix_that_stands_twice_is_refused() =>
        Assert.Throws<FormatException>(() =>
            new NumberSegmentTable([
                new NumberSegment("138", Carrier.Mobile, NumberSegmentKind.Own),
                new NumberSegment("138", Carrier.Unicom, NumberSegmentKind.Own),
            ])
        );

    private static PhoneNumber Number(long value) => PhoneNumber.FromValue(value);

    private static PhoneNumber NumberIn(string prefix, char rest) =>
        PhoneNumber.TryParse(prefix.PadRight(11, rest), out var number)
            ? number
            : throw new InvalidOperationException(prefix);

    /// <summary>"135-137 147" as 135, 136, 137, 147.</summary>
    private static IEnumerable<string> Expand(string row) =>
        row.Split(' ')
            .SelectMany(range =>
            {
                var ends = range
                    .Split('-')
                    .Select(end => int.Parse(end, System.Globalization.CultureInfo.InvariantCulture))
                    .ToList();
                return Enumerable
                    .Range(ends[0], ends[^1] - ends[0] + 1)
                    .Select(prefix => prefix.ToString(System.Globalization.CultureInfo.InvariantCulture));
            });
}
