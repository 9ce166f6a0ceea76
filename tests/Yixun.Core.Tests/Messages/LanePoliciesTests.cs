using Xunit;
using Yixun.Core.Messages;

namespace Yixun.Core.Tests.Messages;

public sealed class LanePoliciesTests
{
    [Theory]
    [InlineData(Lane.Critical, null, 0, 0, false, null)]
    [InlineData(Lane.Otp, 5, 0, 0, false, null)]
    [InlineData(Lane.Care, 30, 0, 0, false, null)]
    [InlineData(Lane.Reminder, 12 * 60, 7, 22, false, null)]
    [InlineData(Lane.FollowUp, 24 * 60, 8, 21, true, null)]
    [InlineData(Lane.Promotion, 24 * 60, 8, 21, true, "拒收请回复R")]
    public void Default_lane_has_its_rules(
        Lane lane,
        int? minutesToLive,
        int from,
        int to,
        bool honoursOptOut,
        string? suffix
    )
    {
        var policy = LanePolicies.Default[lane];

        Assert.Equal(lane, policy.Lane);
        Assert.Equal(minutesToLive, (int?)policy.TimeToLive?.TotalMinutes);
        Assert.Equal((TimeSpan.FromHours(from), TimeSpan.FromHours(to)), (policy.HoursFrom, policy.HoursTo));
        Assert.Equal(honoursOptOut, policy.HonoursOptOut);
        Assert.Equal(suffix, policy.Suffix);
        Assert.False(policy.AtLeastOnce);
    }

    [Fact]
    public void Default_less_urgent_lane_never_has_the_greater_share()
    {
        var shares = Lanes.All.Select(lane => LanePolicies.Default[lane].MaximumShare).ToList();

        Assert.Equal(shares.OrderDescending(), shares);
        Assert.Equal(1, shares[0]);
        Assert.All(shares.Skip(2), share => Assert.InRange(share, 0.01, 0.99));
    }

    [Fact]
    public void Constructor_lane_that_is_missing_is_refused() =>
        Assert.Throws<ArgumentException>(() =>
            new LanePolicies(Lanes.All.Skip(1).Select(lane => new LanePolicy { Lane = lane }))
        );

    [Fact]
    public void Constructor_lane_that_stands_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() =>
            new LanePolicies(Lanes.All.Append(Lane.Otp).Select(lane => new LanePolicy { Lane = lane }))
        );

    [Theory]
    [InlineData(-1, 8, false)]
    [InlineData(8, 25, false)]
    [InlineData(21, 8, false)]
    [InlineData(0, 24, true)]
    [InlineData(8, 8, true)]
    public void With_hours_must_lie_within_one_day(int from, int to, bool valid)
    {
        var policy = LanePolicies.Default[Lane.Care] with
        {
            HoursFrom = TimeSpan.FromHours(from),
            HoursTo = TimeSpan.FromHours(to),
        };

        Assert.Equal(
            valid,
            Record.Exception(() => LanePolicies.Default.With(policy)) is not ArgumentException
        );
    }

    [Fact]
    public void With_policy_replaces_its_lanes_alone()
    {
        var changed = LanePolicies.Default[Lane.Care] with { AtLeastOnce = true };

        var policies = LanePolicies.Default.With(changed);

        Assert.Same(changed, policies[Lane.Care]);
        Assert.All(
            Lanes.All.Where(lane => lane != Lane.Care),
            lane => Assert.Same(LanePolicies.Default[lane], policies[lane])
        );
        Assert.False(LanePolicies.Default[Lane.Care].AtLeastOnce);
    }
}
