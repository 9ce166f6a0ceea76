using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.CarrierDaemon.Channels;

namespace Yixun.CarrierDaemon.Tests.Channels;

public sealed class RateBudgetTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(10, 1.0)]
    [InlineData(500, 1.0)]
    [InlineData(500, 0.7)]
    [InlineData(2000, 0.75)]
    public void TryTake_whenever_it_may_holds_the_rate(int rate, double share)
    {
        var budget = new RateBudget(rate, _time);
        Drain(budget, share);
        var taken = 0;
        for (var millisecond = 0; millisecond < 20_000; millisecond++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            taken += Drain(budget, share);
        }

        Assert.InRange(taken / 20.0, rate * 0.95, rate * 1.05);
    }

    [Fact]
    public void TryTake_after_a_long_rest_gives_a_tenth_of_a_second_at_once()
    {
        var budget = new RateBudget(500, _time);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(50, Drain(budget, 1));
    }

    [Fact]
    public void TryTake_lane_with_a_share_leaves_the_rest_to_others()
    {
        var budget = new RateBudget(1000, _time);
        Assert.Equal(70, Drain(budget, 0.7));
        Assert.Equal(30, Drain(budget, 1));
    }

    [Fact]
    public void TryTake_long_message_overdraws_and_the_debt_is_waited_for()
    {
        var budget = new RateBudget(10, _time);
        Assert.True(budget.TryTake(5, 1));
        Assert.False(budget.TryTake(1, 1));
        Assert.Equal(0.5, budget.Wait().TotalSeconds, 3);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.7)]
    public void Wait_after_a_refusal_says_when_the_lane_may(double share)
    {
        var budget = new RateBudget(100, _time);
        Drain(budget, share);
        var wait = budget.Wait(share);
        Assert.True(wait > TimeSpan.Zero);
        _time.Advance(wait - TimeSpan.FromTicks(1));
        Assert.InRange(budget.Wait(share), TimeSpan.Zero, TimeSpan.FromTicks(2));
        _time.Advance(TimeSpan.FromTicks(2));
        Assert.Equal(TimeSpan.Zero, budget.Wait(share));
        Assert.True(budget.TryTake(1, share));
    }

    [Fact]
    public void SlowDown_pauses_goes_on_slower_and_recovers()
    {
        var budget = new RateBudget(1000, _time);
        budget.SlowDown();
        Assert.True(budget.IsPaused);
        Assert.False(budget.TryTake(1, 1));
        Assert.Equal(700, budget.Rate, 1);
        // Answers of the same window count once.
        budget.SlowDown();
        Assert.Equal(700, budget.Rate, 1);
        Assert.Equal(TimeSpan.FromMilliseconds(40), budget.Wait());
        _time.Advance(budget.Wait());
        Assert.False(budget.IsPaused);
        Assert.True(budget.TryTake(1, 1));
        budget.SlowDown();
        Assert.Equal(490, budget.Rate, 1);
        Assert.Equal(TimeSpan.FromMilliseconds(80), budget.Wait());
        for (var second = 0; second < 10; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1.1));
            budget.Wait();
        }

        Assert.Equal(1000, budget.Rate, 1);
    }

    [Fact]
    public void SlowDown_without_a_limit_takes_what_was_sent_just_now_as_the_measure()
    {
        var budget = new RateBudget(0, _time);
        Assert.Equal(double.PositiveInfinity, budget.Rate);
        // A quiet night must not make the morning look slow.
        _time.Advance(TimeSpan.FromHours(8));
        for (var step = 0; step < 30; step++)
        {
            Assert.True(budget.TryTake(100, 0.7));
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        budget.SlowDown();
        Assert.InRange(budget.Rate, 600, 800);
        _time.Advance(TimeSpan.FromMinutes(10));
        budget.Wait();
        _time.Advance(TimeSpan.FromMinutes(10));
        budget.Wait();
        Assert.Equal(double.PositiveInfinity, budget.Rate);
        Assert.Equal(TimeSpan.Zero, budget.Wait(0.7));
    }

    [Fact]
    public void Share_of_three_replicas_together_holds_the_rate()
    {
        RateBudget[] replicas = [new(1000, _time), new(1000, _time), new(1000, _time)];
        double[] shares = [0.5, 0.25, 0.25];
        for (var index = 0; index < replicas.Length; index++)
        {
            replicas[index].Share = shares[index];
            Drain(replicas[index], 1);
        }

        var taken = new int[replicas.Length];
        for (var millisecond = 0; millisecond < 10_000; millisecond++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            for (var index = 0; index < replicas.Length; index++)
            {
                taken[index] += Drain(replicas[index], 1);
            }
        }

        Assert.InRange(taken.Sum(), 9_500, 10_050);
        Assert.InRange(taken[0], 4_750, 5_050);
    }

    [Fact]
    public void Share_that_shrinks_leaves_no_more_than_its_burst()
    {
        var budget = new RateBudget(1000, _time);
        _time.Advance(TimeSpan.FromMinutes(1));
        budget.Share = 0.25;
        Assert.Equal(250, budget.Rate);
        Assert.Equal(25, Drain(budget, 1));
    }

    private static int Drain(RateBudget budget, double share)
    {
        var taken = 0;
        while (budget.TryTake(1, share))
        {
            taken++;
        }

        return taken;
    }
}
