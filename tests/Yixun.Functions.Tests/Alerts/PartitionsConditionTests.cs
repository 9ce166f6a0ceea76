using Xunit;
using Yixun.Core.Alerts;
using Yixun.Functions.Alerts;
using Yixun.Functions.Alerts.Conditions;

namespace Yixun.Functions.Tests.Alerts;

public sealed class PartitionsConditionTests
{
    private static readonly AlertSituation Good = new()
    {
        Now = new DateTimeOffset(2026, 11, 25, 4, 0, 0, TimeSpan.Zero),
        Channels = [],
        States = [],
        Minutes = [],
        Queued = [],
        Ending = [],
        Open = new Dictionary<Core.Messages.Lane, DateTimeOffset>(),
    };

    [Fact]
    public void Months_that_have_their_partitions_are_no_finding() => Assert.Empty(Find(Good));

    [Fact]
    public void Months_that_lack_partitions_are_named_once_the_timer_had_its_chance()
    {
        var finding = Assert.Single(Find(Good with { MissingMonths = ["2027-01", "2027-02"] }));
        Assert.Contains("2027-01、2027-02", finding.Detail, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromHours(2), finding.RaiseAfter);
    }

    [Fact]
    public void An_account_without_the_right_is_told_of_at_once()
    {
        var finding = Assert.Single(Find(Good with { MayPartition = false, MissingMonths = ["2027-02"] }));
        Assert.Equal((AlertKinds.Partitions, TimeSpan.Zero), (finding.Kind, finding.RaiseAfter));
        Assert.Contains("无权", finding.Detail, StringComparison.Ordinal);
    }

    private static IEnumerable<AlertFinding> Find(AlertSituation situation) =>
        new PartitionsCondition().Find(situation);
}
