using Xunit;
using Yixun.Core.Replies;

namespace Yixun.Core.Tests.Replies;

public sealed class ReplyRuleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.FromHours(8));
    private static readonly ReplyFacts Facts = new("确认", 1, "心内科", "1069", "1055", Noon);

    [Theory]
    [InlineData(ReplyComparison.Exact, "确认", " 确 认 ", true)]
    [InlineData(ReplyComparison.Exact, "ok", "ＯＫ", true)]
    [InlineData(ReplyComparison.Exact, "ok", "okay", false)]
    [InlineData(ReplyComparison.Prefix, "y", "Yes，来", true)]
    [InlineData(ReplyComparison.Prefix, "y", "oyes", false)]
    [InlineData(ReplyComparison.Contains, "改期", "我想 改 期", true)]
    [InlineData(ReplyComparison.Contains, "改期", "改个期", false)]
    [InlineData(ReplyComparison.Regex, @"^\d{4}$", " 1234 ", true)]
    [InlineData(ReplyComparison.Regex, @"^\d{4}$", "12345", false)]
    [InlineData(ReplyComparison.Regex, "^yes", "YES!", true)]
    public void Applying_words_are_compared_without_case_width_and_spaces(
        ReplyComparison comparison,
        string word,
        string reply,
        bool applies
    ) => Assert.Equal(applies, Applies(Rule(comparison, word), Facts with { Text = reply }));

    [Theory]
    [InlineData("(")]
    [InlineData(@"(a)\1")]
    [InlineData("(?=a)b")]
    public void New_pattern_that_is_malformed_or_backtracks_is_refused(string pattern) =>
        Assert.Throws<FormatException>(() => Rule(ReplyComparison.Regex, pattern));

    [Fact]
    public void Applying_pattern_that_would_explode_ends_at_once()
    {
        var rule = Rule(ReplyComparison.Regex, "^(a+)+$");

        Assert.False(Applies(rule, Facts with { Text = new string('a', 900) + "b" }));
    }

    public static TheoryData<ReplyRule, bool> Scopes =>
        new()
        {
            { Scoped(system: 1), true },
            { Scoped(system: 2), false },
            { Scoped(department: "心内科"), true },
            { Scoped(department: "骨科"), false },
            { Scoped(extension: "10"), true },
            { Scoped(extension: "55"), false },
            { Scoped(accessNumber: "1069"), true },
            { Scoped(accessNumber: "1068"), false },
            { Scoped(from: Noon), true },
            { Scoped(from: Noon.AddSeconds(1)), false },
            { Scoped(until: Noon.AddSeconds(1)), true },
            { Scoped(until: Noon), false },
            { Scoped(hours: (8, 13)), true },
            { Scoped(hours: (8, 12)), false },
        };

    [Theory]
    [MemberData(nameof(Scopes), DisableDiscoveryEnumeration = true)]
    public void Applying_rule_looks_at_replies_of_its_scope_alone(ReplyRule rule, bool applies) =>
        Assert.Equal(applies, Applies(rule, Facts));

    [Fact]
    public void Applying_stops_behind_the_first_that_does_not_go_on()
    {
        ReplyRule[] rules =
        [
            Rule(ReplyComparison.Exact, "别的", id: 1),
            Rule(ReplyComparison.Exact, "确认", id: 2, goesOn: true),
            Rule(ReplyComparison.Exact, "确认", id: 3),
            Rule(ReplyComparison.Exact, "确认", id: 4),
        ];

        Assert.Equal([2, 3], ReplyRule.Applying(rules, Facts).Select(rule => rule.Id));
    }

    private static bool Applies(ReplyRule rule, ReplyFacts facts) =>
        ReplyRule.Applying([rule], facts).Count == 1;

    private static ReplyRule Rule(ReplyComparison comparison, string word, int id = 1, bool goesOn = false) =>
        new(comparison, [word])
        {
            Id = id,
            Name = "规则",
            GoesOn = goesOn,
        };

    private static ReplyRule Scoped(
        int? system = null,
        string? department = null,
        string? extension = null,
        string? accessNumber = null,
        DateTimeOffset? from = null,
        DateTimeOffset? until = null,
        (int From, int To) hours = default
    ) =>
        new(ReplyComparison.Exact, ["确认"])
        {
            Id = 1,
            Name = "规则",
            SystemId = system,
            Department = department,
            Extension = extension,
            AccessNumber = accessNumber,
            ValidFrom = from,
            ValidUntil = until,
            HoursFrom = TimeSpan.FromHours(hours.From),
            HoursTo = TimeSpan.FromHours(hours.To),
        };
}
