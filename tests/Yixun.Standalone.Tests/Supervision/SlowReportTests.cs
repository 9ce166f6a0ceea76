using Xunit;
using Yixun.CarrierSimulator.Options;
using static Yixun.Standalone.Tests.Supervision.SupervisedPlatform;

namespace Yixun.Standalone.Tests.Supervision;

public sealed class SlowReportTests
{
    [Fact]
    public async Task SlowReports_ofOneGateway_shiftTrafficAwayAndBack()
    {
        await using var platform = await StartAsync(
            new Dictionary<string, object>
            {
                ["SlowReport"] = "00:00:06",
                ["FigureDelay"] = "00:00:03",
                // A minute counts from 69 seconds after its begin until it leaves the window.
                ["SlowWindow"] = "00:01:40",
                ["StepInterval"] = "00:00:01",
                ["QuietPeriod"] = "00:00:03",
            },
            rate: 0,
            new GatewayBehaviour { ReportDelay = 20_000 }
        );
        await platform.SubmitAsync(200);
        await UntilAsync(
            "both gateways have messages",
            30,
            () =>
                Task.FromResult(
                    platform.Carriers.TotalsOf(First).Submits + platform.Carriers.TotalsOf(Second).Submits
                        == 200
                )
        );
        Assert.InRange(platform.Carriers.TotalsOf(First).Submits, 60, 140);
        platform.Carriers.Change(First, new GatewayBehaviour { ReportDelay = 20 });

        await UntilAsync(
            "the first channel lost half",
            120,
            async () => await platform.ShareAsync(First) <= 50
        );
        var before = platform.Carriers.TotalsOf(First).Submits;
        await platform.SubmitAsync(200);
        await UntilAsync(
            "the rest is submitted",
            30,
            () =>
                Task.FromResult(
                    platform.Carriers.TotalsOf(First).Submits + platform.Carriers.TotalsOf(Second).Submits
                        == 400
                )
        );
        // At a share of 50 it would be a third.
        Assert.InRange(platform.Carriers.TotalsOf(First).Submits - before, 0, 95);
        Assert.Equal(100, await platform.ShareAsync(Second));

        await UntilAsync(
            "the whole weight is back",
            120,
            async () => await platform.ShareAsync(First) == 100
        );
        var details = (await platform.EventsAsync(First))
            .Where(happened => (string?)happened["kind"] == "share")
            .Select(happened => (string)happened["detail"]!)
            .ToList();
        Assert.StartsWith("最近", details[0], StringComparison.Ordinal);
        Assert.EndsWith("未收到状态报告，流量由 100 降到 90", details[0], StringComparison.Ordinal);
        Assert.EndsWith("升到 100", details[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(
            await platform.EventsAsync(Second),
            happened => (string?)happened["kind"] == "share"
        );
    }
}
