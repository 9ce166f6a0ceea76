using System.Globalization;
using CsCheck;
using Xunit;
using Yixun.Core.Messages;

namespace Yixun.Core.Tests.Messages;

public sealed class LanePolicyTests
{
    private static readonly LanePolicy Daytime = new()
    {
        Lane = Lane.FollowUp,
        HoursFrom = TimeSpan.FromHours(8),
        HoursTo = TimeSpan.FromHours(21),
    };

    [Theory]
    [InlineData("2026-07-03T00:00:00+08:00", "2026-07-03T08:00:00+08:00")]
    [InlineData("2026-07-03T07:59:59.9999999+08:00", "2026-07-03T08:00:00+08:00")]
    [InlineData("2026-07-03T08:00:00+08:00", null)]
    [InlineData("2026-07-03T14:00:00+08:00", null)]
    [InlineData("2026-07-03T20:59:59.9999999+08:00", null)]
    [InlineData("2026-07-03T21:00:00+08:00", "2026-07-04T08:00:00+08:00")]
    [InlineData("2026-07-03T23:59:59.9999999+08:00", "2026-07-04T08:00:00+08:00")]
    [InlineData("2026-12-31T22:00:00+08:00", "2027-01-01T08:00:00+08:00")]
    [InlineData("2028-02-28T22:00:00+08:00", "2028-02-29T08:00:00+08:00")]
    [InlineData("2026-07-03T22:00:00+00:00", "2026-07-04T08:00:00+00:00")]
    public void OpensAt_time_outside_the_hours_waits_for_the_next_opening(string local, string? opening)
    {
        var opens = Daytime.OpensAt(Time(local));

        Assert.Equal(opening is null ? null : Time(opening), opens);
        Assert.Equal(opening is null ? null : Time(local).Offset, opens?.Offset);
    }

    [Fact]
    public void OpensAt_hours_to_midnight_close_at_midnight()
    {
        var evening = Daytime with { HoursTo = TimeSpan.FromHours(24) };

        Assert.Null(evening.OpensAt(Time("2026-07-03T23:59:59.9999999+08:00")));
        Assert.Equal(Time("2026-07-04T08:00:00+08:00"), evening.OpensAt(Time("2026-07-04T00:00:00+08:00")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(24)]
    public void OpensAt_equal_bounds_are_always_open(int hour)
    {
        var policy = Daytime with
        {
            HoursFrom = TimeSpan.FromHours(hour),
            HoursTo = TimeSpan.FromHours(hour),
        };

        Assert.True(policy.AlwaysOpen);
        Assert.Null(policy.OpensAt(Time("2026-07-03T03:00:00+08:00")));
    }

    [Fact]
    public void OpensAt_any_time_is_open_or_waits_less_than_a_day_for_an_open_time() =>
        Gen.Select(
                Gen.Long[0, TimeSpan.TicksPerDay],
                Gen.Long[0, TimeSpan.TicksPerDay],
                Gen.Long[0, TimeSpan.TicksPerDay * 400]
            )
            .Sample(
                (one, other, ticks) =>
                {
                    var policy = Daytime with
                    {
                        HoursFrom = TimeSpan.FromTicks(Math.Min(one, other)),
                        HoursTo = TimeSpan.FromTicks(Math.Max(one, other)),
                    };
                    var local = Time("2026-01-01T00:00:00+08:00").AddTicks(ticks);
                    var open =
                        policy.AlwaysOpen
                        || (local.TimeOfDay >= policy.HoursFrom && local.TimeOfDay < policy.HoursTo);

                    var opens = policy.OpensAt(local);

                    Assert.Equal(open, opens is null);
                    if (opens is { } opening)
                    {
                        Assert.True(opening > local && opening - local <= TimeSpan.FromDays(1));
                        Assert.Null(policy.OpensAt(opening));
                        Assert.NotNull(policy.OpensAt(opening.AddTicks(-1)));
                    }
                },
                iter: 3000
            );

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
