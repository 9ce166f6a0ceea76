using Xunit;
using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Links;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Tests;

public sealed class RoadTests
{
    private const string LongText =
        "【仁和医院】尊敬的患者您好，您于今日提交的检验报告（血常规、肝功能、肾功能、血脂四项、空腹血糖）已全部完成，"
        + "请登录医院微信公众号或到门诊一楼自助机打印报告单，复诊请提前预约。祝您早日康复！😀回T退订";

    [Theory]
    [InlineData(CmppVersion.V20)]
    [InlineData(CmppVersion.V30)]
    public async Task Long_text_reaches_the_phone_and_reports_come_back(byte version)
    {
        await using var session = await SimulatorSession.StartAsync(version: version);
        await session.SubmitAsync(LongText);
        await session.UntilAsync(() => session.Reports.Count == 2, "reported");
        var message = Assert.Single(session.Host.MessagesOf("13800138000"));
        Assert.Equal(LongText, message.Text);
        Assert.Equal(("106900001234", 2, 1), (message.Source, message.Segments, message.Copies));
        Assert.Equal(
            session.Outcomes.Select(each => each.Outcome.CarrierId).Order(),
            session.Reports.Select(report => report.CarrierId).Order()
        );
        Assert.All(
            session.Reports,
            report => Assert.Equal(("DELIVRD", "13800138000"), (report.Status, report.Destination))
        );
        await session.UntilAsync(
            () => session.Host.TotalsOf("mobile").ReportsAcknowledged == 2,
            "acknowledged"
        );
    }

    [Theory]
    [InlineData("T", CmppVersion.V20, 1)]
    [InlineData(LongText, CmppVersion.V30, 2)]
    public async Task Reply_arrives_with_its_place(string text, byte version, int segments)
    {
        await using var session = await SimulatorSession.StartAsync(version: version);
        session.Host.Reply("13800138000", "10690000123401", text);
        await session.UntilAsync(() => session.Inbound.Count == segments, "replied");
        Assert.All(
            session.Inbound,
            part => Assert.Equal(("13800138000", "10690000123401"), (part.From, part.To))
        );
        Assert.Equal(
            text,
            string.Concat(
                session.Inbound.OrderBy(part => part.Concatenation?.Index).Select(part => part.Text)
            )
        );
        await session.UntilAsync(
            () => session.Host.TotalsOf("mobile").RepliesAcknowledged == segments,
            "acknowledged"
        );
    }

    [Fact]
    public async Task Many_messages_over_several_connections_arrive_once_each()
    {
        await using var session = await SimulatorSession.StartAsync(change: settings =>
            settings with
            {
                Connections = 3,
                Window = 32,
            }
        );
        for (var index = 0; index < 2000; index++)
        {
            await session.SubmitAsync($"message {index}", $"139{index + 1000:D8}", index);
        }

        await session.UntilAsync(() => session.Reports.Count == 2000, "reported");
        var totals = session.Host.WitnessTotals!;
        Assert.Equal((2000L, 2000L, 0L), (totals.Distinct, totals.Segments, totals.Repeated));
        Assert.Equal(2000, session.Reports.DistinctBy(report => report.CarrierId).Count());
    }

    [Fact]
    public async Task Same_text_twice_is_a_visible_copy()
    {
        await using var session = await SimulatorSession.StartAsync();
        await session.SubmitAsync("Your code is 482913");
        await session.SubmitAsync("Your code is 482913");
        await session.UntilAsync(() => session.Reports.Count == 2, "reported");
        Assert.Equal(2, Assert.Single(session.Host.MessagesOf("13800138000")).Copies);
        Assert.Equal(2, Assert.Single(session.Host.WitnessTotals!.Duplicates).Count);
    }

    [Fact]
    public async Task Reports_wait_for_the_next_connection()
    {
        await using var session = await SimulatorSession.StartAsync(
            new GatewayBehaviour { ReportDelay = 100 }
        );
        await session.SubmitAsync("hello");
        await session.UntilAsync(() => session.Outcomes.Count == 1, "answered");
        session.Host.Disconnect("mobile");
        await session.UntilAsync(() => session.Reports.Count == 1, "reported");
        Assert.Equal(1, session.Link.Counters.Reconnects);
    }

    [Fact]
    public async Task Report_refused_comes_again()
    {
        await using var session = await SimulatorSession.StartAsync(
            new GatewayBehaviour { RetrySeconds = 0.05 }
        );
        session.StoreReports = false;
        await session.SubmitAsync("hello");
        await session.UntilAsync(() => session.Reports.Count >= 2, "reported again");
        session.StoreReports = true;
        await session.UntilAsync(
            () => session.Host.TotalsOf("mobile").ReportsAcknowledged == 1,
            "acknowledged"
        );
        Assert.Single(session.Reports.Select(report => report.CarrierId).Distinct());
    }

    [Fact]
    public async Task Drain_ends_with_everything_answered()
    {
        await using var session = await SimulatorSession.StartAsync(
            new GatewayBehaviour { ResponseDelay = 100 }
        );
        await session.SubmitAsync("hello");
        await session.Link.DrainAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.Equal(SubmitOutcomeKind.Accepted, Assert.Single(session.Outcomes).Outcome.Kind);
    }
}
