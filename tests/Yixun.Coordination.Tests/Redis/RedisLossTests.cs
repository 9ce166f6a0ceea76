using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Xunit;
using Yixun.Coordination.Redis;

namespace Yixun.Coordination.Tests.Redis;

/// <summary>Redis that dies, hangs, refuses or was never there.</summary>
public sealed class RedisLossTests(RedisServer redis) : IAsyncLifetime, IClassFixture<RedisServer>
{
    private const int Plenty = 100_000;

    /// <summary>Well above the answer time, for a machine with much to do.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    private readonly string _prefix = $"{Guid.NewGuid():N}:";
    private ConnectionMultiplexer _operator = null!;
    private int _nonces;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _operator = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString + ",allowAdmin=true");

    public async ValueTask DisposeAsync()
    {
        await redis.RestartAsync();
        await _operator.DisposeAsync();
    }

    [Fact]
    public async Task Killed_processCountsByItself_untilItIsBack()
    {
        await using var one = await SiteMember.StartAsync(redis.ConnectionString, _prefix);
        await using var other = await SiteMember.StartAsync(redis.ConnectionString, _prefix);
        var heard = new ConcurrentQueue<SiteChange>();
        using var port = one.Signals.Join(heard.Enqueue);
        var before = NewRequest(Plenty);
        Assert.Equal(GateVerdict.Admitted, await one.Gate.EnterAsync(before, Cancellation));

        await redis.KillAsync();

        var clock = Stopwatch.StartNew();
        for (var index = 0; index < 200; index++)
        {
            Assert.Equal(GateVerdict.Admitted, await one.Gate.EnterAsync(NewRequest(Plenty), Cancellation));
        }

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Short);
        Assert.NotNull(one.Sharing.Trouble);
        Assert.NotNull(one.Sharing.LostSince);
        Assert.False(one.Signals.IsComplete);
        Assert.Equal(SiteChange.Everything, Assert.Single(heard));
        Assert.Equal(GateVerdict.Replayed, await one.Gate.EnterAsync(before, Cancellation));
        Assert.Equal(GateVerdict.Admitted, await EnterAsync(one, "slow", 1));
        Assert.Equal(GateVerdict.TooMany, await EnterAsync(one, "slow", 1));

        await redis.StartAsync();
        await UntilAsync(() => one.Sharing.Trouble is null && other.Sharing.Trouble is null);

        // Redis has forgotten it, the process has not.
        Assert.Equal(GateVerdict.Replayed, await one.Gate.EnterAsync(before, Cancellation));
        var after = NewRequest(Plenty);
        Assert.Equal(GateVerdict.Admitted, await one.Gate.EnterAsync(after, Cancellation));
        Assert.Equal(GateVerdict.Replayed, await other.Gate.EnterAsync(after, Cancellation));
        await UntilAsync(() => one.Signals.IsComplete && other.Signals.IsComplete);
        heard.Clear();
        using (var speaker = other.Signals.Join(_ => { }))
        {
            speaker.Announce(SiteChange.Of(SiteTopic.Reference));
            await UntilAsync(() => heard.Any(change => change.Topic == SiteTopic.Reference));
        }

        Assert.Single(one.Log.Entries, entry => entry.Level == LogLevel.Warning);
        Assert.Equal(2, one.Log.Entries.Count(entry => entry.Level == LogLevel.Information));
    }

    [Fact]
    public async Task Hanging_isAskedAFewTimesAndThenNoMore()
    {
        await using var one = await SiteMember.StartAsync(
            new RedisOptions { Configuration = redis.ConnectionString, Prefix = _prefix }
        );
        await OperateAsync("CLIENT", "PAUSE", "4000");

        var clock = Stopwatch.StartNew();
        for (var index = 0; index < 200; index++)
        {
            Assert.Equal(GateVerdict.Admitted, await one.Gate.EnterAsync(NewRequest(Plenty), Cancellation));
        }

        Assert.InRange(clock.Elapsed, TimeSpan.FromMilliseconds(250), Short);
        Assert.NotNull(one.Sharing.Trouble);
        await UntilAsync(() => one.Sharing.Trouble is null);
        Assert.Single(one.Log.Entries, entry => entry.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task FullOfMemory_countsAsLost_andNobodyIsRefused()
    {
        await using var one = await SiteMember.StartAsync(redis.ConnectionString, _prefix);
        await OperateAsync("CONFIG", "SET", "maxmemory", "1");

        Assert.Equal(GateVerdict.Admitted, await one.Gate.EnterAsync(NewRequest(Plenty), Cancellation));
        Assert.NotNull(one.Sharing.Trouble);
        // A look that only asked whether it is there would find it well.
        await Task.Delay(TimeSpan.FromSeconds(2.5), Cancellation);
        Assert.NotNull(one.Sharing.Trouble);

        await OperateAsync("CONFIG", "SET", "maxmemory", "0");
        await UntilAsync(() => one.Sharing.Trouble is null);
        Assert.Single(one.Log.Entries, entry => entry.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task NotThereAtTheStart_processServes_andSharesOnceItComes()
    {
        await redis.KillAsync();
        await using var one = await SiteMember.StartAsync(redis.ConnectionString, _prefix);
        Assert.NotNull(one.Sharing.Trouble);
        Assert.Equal(GateVerdict.Admitted, await one.Gate.EnterAsync(NewRequest(Plenty), Cancellation));

        await redis.StartAsync();
        await UntilAsync(() => one.Sharing.Trouble is null);
        await using var other = await SiteMember.StartAsync(redis.ConnectionString, _prefix);
        var request = NewRequest(Plenty);
        Assert.Equal(GateVerdict.Admitted, await one.Gate.EnterAsync(request, Cancellation));
        Assert.Equal(GateVerdict.Replayed, await other.Gate.EnterAsync(request, Cancellation));
    }

    [Fact]
    public async Task Password_isNeededAndGiven()
    {
        await OperateAsync("CONFIG", "SET", "requirepass", "open-sesame");

        await using var stranger = await SiteMember.StartAsync(redis.ConnectionString, _prefix);
        await using var member = await SiteMember.StartAsync(
            redis.ConnectionString + ",password=open-sesame",
            _prefix
        );

        Assert.NotNull(stranger.Sharing.Trouble);
        Assert.Null(member.Sharing.Trouble);
    }

    [Theory]
    [InlineData("host:6379,password=hidden,frobnicate=1")]
    [InlineData("password=hidden")]
    public void AddRedisCoordination_unusableConfiguration_isNamedWithoutItsValue(string configuration)
    {
        var fault = Assert.Throws<ArgumentException>(() =>
            new RedisOptions { Configuration = configuration }.Parse()
        );

        Assert.Contains("Redis", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", fault.ToString(), StringComparison.Ordinal);
    }

    private Task<RedisResult> OperateAsync(string command, params string[] arguments) =>
        _operator.GetDatabase().ExecuteAsync(command, [.. arguments]);

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!isSo())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    private async Task<GateVerdict> EnterAsync(SiteMember member, string system, int rate) =>
        await member.Gate.EnterAsync(NewRequest(rate) with { System = system }, Cancellation);

    private GateRequest NewRequest(int rate) =>
        new("his", rate, NonceHash.Of("his", $"nonce-{Interlocked.Increment(ref _nonces):D12}"));
}
