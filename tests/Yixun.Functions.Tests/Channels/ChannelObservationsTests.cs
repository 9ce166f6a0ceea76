using Microsoft.Extensions.Options;
using Xunit;
using Yixun.Core.Channels.Health;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;
using Yixun.Data.Model;
using Yixun.Data.Sqlite;
using Yixun.Functions.Channels.Health;

namespace Yixun.Functions.Tests.Channels;

/// <summary>What is made of the rows that daemon processes wrote.</summary>
public sealed class ChannelObservationsTests : IAsyncLifetime
{
    private const long Alive = 1;
    private const long Second = 2;
    private const long Dead = 3;
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);
    private static readonly int ThisMinute = (int)(Now.ToUnixTimeSeconds() / 60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("yixun-observations-");
    private readonly HealthThresholds _thresholds = new();
    private readonly ChannelEntity _channel = new()
    {
        Id = "a",
        Name = "a",
        Protocol = "cmpp30",
        Carriers = "Mobile,Unicom",
        AccessNumber = "1069",
        UpdatedBy = "test",
        HealthShare = 70,
    };
    private SqliteDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = new SqliteDatabase(Path.Combine(_folder.FullName, "yixun.db"));
        await _database.MigrateAsync(Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _database.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Read_severalProcesses_addsUpThoseThatLive()
    {
        var seen = await ReadAsync(
            State(Alive, bound: 0, downFor: 60),
            State(Second, bound: 2),
            State(Dead, bound: 4, silentFor: 16)
        );

        Assert.Equal((2, 70), (seen.Bound, seen.Share));
        Assert.Equal([Carrier.Mobile, Carrier.Unicom], seen.Carriers);
    }

    [Fact]
    public async Task Read_noProcessConnected_isDownSinceTheLastOfThem()
    {
        var seen = await ReadAsync(State(Alive, bound: 0, downFor: 60), State(Second, bound: 0, downFor: 20));

        Assert.Equal((0, Now.AddSeconds(-20)), (seen.Bound, seen.UnboundSince));
    }

    [Fact]
    public async Task Read_noProcess_isNotConnected()
    {
        var seen = await ReadAsync();

        Assert.Equal((0, null), (seen.Bound, seen.UnboundSince));
    }

    [Fact]
    public async Task Read_reports_countMinutesThatAreWholeOfProcessesThatLive()
    {
        var seen = await ReadAsync(
            State(Alive, bound: 1),
            State(Dead, bound: 1, silentFor: 60),
            // 8 minutes ago, over since 7: late reports of it are written by now.
            Minute(Alive, 8, accepted: 100, inTime: 80, forgotten: 10),
            Minute(Alive, 9, accepted: 50, inTime: 50),
            // Not whole yet, out of the window, and of a process that hears no reports any more.
            Minute(Alive, 7, accepted: 1_000),
            Minute(Alive, 1, accepted: 1_000),
            Minute(Alive, 16, accepted: 1_000),
            Minute(Dead, 8, accepted: 1_000)
        );

        Assert.Equal((140, 130), (seen.Awaited, seen.InTime));
    }

    [Fact]
    public async Task Read_errors_leaveOutWhatIsWrongWithNumbersAndTexts()
    {
        var seen = await ReadAsync(
            State(Alive, bound: 1),
            Minute(
                Alive,
                1,
                accepted: 50,
                rejected: 30,
                uncertain: 5,
                codes: """{"0":50,"8":7,"13":20,"6":4,"9":1,"11":5}"""
            ),
            Minute(Dead, 3, accepted: 10, uncertain: 1),
            Minute(Alive, 4, rejected: 1_000, codes: """{"11":1000}""")
        );

        Assert.Equal((96, 11), (seen.Answers, seen.Errors));
    }

    [Fact]
    public async Task Read_loss_countsReportsOfAllMinutes()
    {
        var seen = await ReadAsync(
            State(Alive, bound: 1),
            Minute(Alive, 9, accepted: 60),
            Minute(Alive, 2, accepted: 500, reports: 3)
        );

        Assert.Equal((60, 3), (seen.LossAccepted, seen.LossReports));
    }

    [Fact]
    public async Task Read_pausedOrWithoutWeight_takesNoTraffic()
    {
        Assert.True((await ReadAsync()).TakesTraffic);
        _channel.Mode = ChannelMode.Paused;
        Assert.False((await ReadAsync()).TakesTraffic);
        _channel.Mode = ChannelMode.Running;
        _channel.Weight = 0;
        Assert.False((await ReadAsync()).TakesTraffic);
    }

    [Fact]
    public void Text_ofDecisions_hasTheFigures()
    {
        var seen = new ChannelObservation
        {
            Id = "a",
            Awaited = 200,
            InTime = 150,
            Answers = 40,
            Errors = 10,
            LossAccepted = 80,
        };

        Assert.Equal(
            "最近 15 分钟提交成功的 200 条中有 50 条（25%）超过 5 分钟未收到状态报告，流量由 100 降到 90",
            TextOf(HealthCause.SlowReports, 100, 90)
        );
        Assert.Equal(
            "最近 3 分钟的 40 条中有 10 条（25%）被网关拒绝或没有应答，流量由 30 降到 20",
            TextOf(HealthCause.Errors, 30, 20)
        );
        Assert.Equal("所有连接断开已超过 15 秒，停止分配流量", TextOf(HealthCause.Disconnected, 100, 0));
        Assert.Equal("已连续正常 30 秒，从 10 开始逐步恢复流量", TextOf(HealthCause.Back, 0, 10));
        Assert.Equal(
            "最近 15 分钟提交成功 80 条，没有收到任何状态报告",
            TextOf(HealthCause.ReceiptLoss, 100, 100)
        );
        _thresholds.AutomaticShift = false;
        Assert.EndsWith(
            "（自动调整已关闭，仅提示）",
            TextOf(HealthCause.Errors, 30, 20),
            StringComparison.Ordinal
        );

        string TextOf(HealthCause cause, int from, int to) =>
            HealthTexts.Of(new HealthDecision(cause, from, to, seen), _thresholds);
    }

    private async Task<ChannelObservation> ReadAsync(params object[] rows)
    {
        await using var context = _database.CreateContext();
        context.AddRange(rows);
        await context.SaveChangesAsync(Cancellation);
        return Assert.Single(
            await new ChannelObservations(Options.Create(_thresholds)).ReadAsync(
                context,
                [_channel],
                Now,
                Cancellation
            )
        );
    }

    private static ChannelStateEntity State(long owner, int bound, int downFor = 0, int silentFor = 1) =>
        new()
        {
            ChannelId = "a",
            Owner = owner,
            UpdatedAt = Now.AddSeconds(-silentFor),
            Bound = bound,
            DownSince = bound > 0 ? null : Now.AddSeconds(-downFor),
        };

    private static ChannelMinuteEntity Minute(
        long owner,
        int ago,
        int accepted = 0,
        int inTime = 0,
        int forgotten = 0,
        int rejected = 0,
        int uncertain = 0,
        int reports = 0,
        string codes = "{}"
    ) =>
        new()
        {
            ChannelId = "a",
            Owner = owner,
            Minute = ThisMinute - ago,
            Accepted = accepted,
            ReportedInTime = inTime,
            ReportedSoFar = inTime,
            Forgotten = forgotten,
            Rejected = rejected,
            Uncertain = uncertain,
            Reports = reports,
            ResponsesByCode = codes,
        };
}
