using System.Diagnostics;
using Xunit;
using Yixun.CarrierDaemon.Leases;

namespace Yixun.CarrierDaemon.Tests.Leases;

/// <summary>
/// Three replicas of the daemon's links, as processes, with leases in a real Redis and the default times (expiry 5 s,
/// hand-over pause 2 s), at a carrier that allows four connections and refuses the fifth.
/// </summary>
[Collection(nameof(ProcessCollection))]
public sealed class ReplicaTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private static readonly TimeSpan HandOverLimit = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_replica_is_replaced_within_seconds_and_never_by_too_many()
    {
        await using var fleet = await StartAsync();
        var times = new List<TimeSpan>();
        for (var round = 0; round < 5; round++)
        {
            var victim = await fleet.BusiestAsync();
            var since = Stopwatch.GetTimestamp();
            victim.Kill();
            times.Add((await fleet.RestoredAsync(since, HandOverLimit)).SinceThen);
            await fleet.RemoveAsync(victim);
            fleet.Add();
        }

        Say("killed", times);
        AssertNeverTooMany(fleet);
    }

    [Fact]
    public async Task Stopped_replica_hands_over_within_three_seconds()
    {
        await using var fleet = await StartAsync();
        var times = new List<TimeSpan>();
        for (var round = 0; round < 3; round++)
        {
            var leaver = await fleet.BusiestAsync();
            var since = Stopwatch.GetTimestamp();
            await leaver.SignalAsync("TERM");
            times.Add((await fleet.RestoredAsync(since, HandOverLimit)).SinceMissing);
            await fleet.UntilAsync(() => leaver.Said.Contains("stopped"), HandOverLimit, "its end");
            await fleet.RemoveAsync(leaver);
            fleet.Add();
        }

        Say("stopped", times);
        // The best of three: what a busy machine adds to the others is not the hand-over's. None may take the limit.
        Assert.InRange(times.Min(), TimeSpan.Zero, TimeSpan.FromSeconds(3));
        AssertNeverTooMany(fleet);
    }

    [Fact]
    public async Task Frozen_replica_submits_nothing_after_it_wakes_up()
    {
        await using var fleet = await StartAsync();
        var sleeper = await fleet.BusiestAsync();
        await fleet.UntilAsync(() => fleet.TakenFrom(sleeper) > 0, HandOverLimit, "its messages");
        await sleeper.SignalAsync("STOP");
        // Its connections stay open while it sleeps, so the carrier refuses those that take its place: they did take it.
        await fleet.UntilAsync(
            () => fleet.Totals.LoginsOverLimit > 0,
            TimeSpan.FromSeconds(15),
            "others with its slots"
        );
        var taken = fleet.TakenFrom(sleeper);
        var since = Stopwatch.GetTimestamp();
        await sleeper.SignalAsync("CONT");
        // Only then may it have a slot again.
        await fleet.UntilAsync(() => sleeper.Bound == 0, HandOverLimit, "its connections closed");
        Assert.Equal(taken, fleet.TakenFrom(sleeper));
        var (restored, _) = await fleet.RestoredAsync(since, HandOverLimit);

        Say("woken up", [restored]);
        Assert.Equal(taken, fleet.TakenFrom(sleeper));
        Assert.Contains(
            sleeper.Said,
            line => line.Contains("Lost: the slot was lost", StringComparison.Ordinal)
        );
        Assert.Equal(ReplicaFleet.Limit, fleet.Most);
    }

    [Fact]
    public async Task Redis_that_forgets_everything_lets_nobody_exceed_the_limit()
    {
        await using var fleet = await StartAsync();
        var since = Stopwatch.GetTimestamp();
        await redis.RestartAsync();
        // A replica that comes new finds every lock free.
        fleet.Add();
        var (restored, _) = await fleet.RestoredAsync(since, TimeSpan.FromSeconds(20));

        Say("Redis restarted", [restored]);
        AssertNeverTooMany(fleet);
    }

    private Task<ReplicaFleet> StartAsync() =>
        ReplicaFleet.StartAsync(LeaseProvider.Redis, redis.ConnectionString, replicas: 3);

    private static void AssertNeverTooMany(ReplicaFleet fleet)
    {
        Assert.Equal(ReplicaFleet.Limit, fleet.Most);
        Assert.Equal(0, fleet.Totals.LoginsOverLimit);
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    private static void Say(string what, List<TimeSpan> times) =>
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{what}: all connections bound again after {string.Join(", ", times.Select(time => $"{time.TotalSeconds:0.0} s"))}; median {Median(times).TotalSeconds:0.0} s"
        );
}
