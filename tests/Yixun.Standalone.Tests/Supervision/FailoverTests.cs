using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;
using Yixun.CarrierSimulator.Options;
using Yixun.LoadTest;
using static Yixun.Standalone.Tests.Supervision.SupervisedPlatform;

namespace Yixun.Standalone.Tests.Supervision;

public sealed class FailoverTests
{
    /// <summary>CMPP: "other errors", after which trying again may help.</summary>
    private const int LoginRefused = 5;
    private const int Messages = 120;

    [Fact]
    public async Task Gateway_thatGoesAway_losesItsTrafficAndItsQueueToTheOtherAndGetsTrafficBackGradually()
    {
        await using var platform = await StartAsync(
            new Dictionary<string, object>
            {
                ["DownAfter"] = "00:00:02",
                ["UpAfter"] = "00:00:02",
                ["StepInterval"] = "00:00:00.5",
                ["RerouteAfter"] = "00:00:01",
                // What was in flight when the line was cut is no matter here.
                ["ErrorSample"] = 1_000_000,
            },
            rate: 5
        );
        var batch = await platform.SubmitAsync(Messages);
        await UntilAsync(
            "the first gateway has messages",
            60,
            () => Task.FromResult(platform.Carriers.TotalsOf(First).Submits > 2)
        );

        platform.Carriers.Change(First, new GatewayBehaviour { LoginStatus = LoginRefused });
        platform.Carriers.Disconnect(First);
        await UntilAsync("the first channel is down", 60, async () => await platform.ShareAsync(First) == 0);
        await UntilAsync("everything is delivered", 120, async () => await IsOverAsync(platform, batch));

        var totals = platform.Carriers.WitnessTotals!;
        Assert.Equal(0, totals.Repeated);
        Assert.InRange(totals.Segments, Messages - 4, Messages);
        var events = await platform.EventsAsync(First);
        Assert.Contains(events, happened => (string?)happened["kind"] == "down");
        var rerouted = events.Where(happened => (string?)happened["kind"] == "rerouted").ToList();
        Assert.NotEmpty(rerouted);
        Assert.All(
            rerouted,
            happened =>
                Assert.Contains("改由 second 发送", (string?)happened["detail"], StringComparison.Ordinal)
        );
        var metrics = await platform.MetricsAsync();
        Assert.InRange(Platform.Sum(metrics, "yixun_rerouted_total", "outcome=\"moved\""), 1, Messages);
        Assert.Equal(0, Platform.Sum(metrics, "yixun_channel_share", $"channel=\"{First}\""));

        platform.Carriers.Change(First, new GatewayBehaviour { ReportDelay = 20 });
        await UntilAsync(
            "the whole weight is back",
            120,
            async () => await platform.ShareAsync(First) == 100
        );

        Assert.Equal(["up: 10", "share: 20", "share: 30", "share: 100"], await ComingBackAsync(platform));
        var channel = await platform.ChannelAsync(First);
        Assert.Null(channel["healthReason"]);
        Assert.Equal((1, 1), ((int)channel["bound"]!, (int)channel["replicas"]!));
    }

    [Fact]
    public async Task Minutes_showWhatTheGatewaysDid_andEventsComeInPages()
    {
        await using var platform = await StartAsync(
            new Dictionary<string, object> { ["AutomaticShift"] = true },
            rate: 0
        );
        var batch = await platform.SubmitAsync(Messages);
        await UntilAsync("everything is delivered", 120, async () => await IsOverAsync(platform, batch));
        await UntilAsync(
            "what was measured is written",
            120,
            async () => await SumAsync(platform, "reportsDelivered") == Messages
        );

        Assert.Equal(Messages, await SumAsync(platform, "accepted"));
        Assert.Equal(Messages, await SumAsync(platform, "submits"));
        Assert.Equal(Messages, await SumAsync(platform, "reportedInTime"));
        Assert.Equal(
            (int)platform.Carriers.TotalsOf(First).Submits,
            await SumAsync(platform, First, "accepted")
        );

        var page = await platform.GetAsync($"/api/admin/channels/{First}/events?limit=1");
        Assert.Equal("created", (string?)Assert.Single(page["items"]!.AsArray())!["kind"]);
        Assert.Null(page["next"]);
        foreach (var path in new[] { "nowhere/events", "nowhere/minutes", $"{First}/minutes?from=yesterday" })
        {
            await Assert.ThrowsAsync<HttpRequestException>(() =>
                platform.GetAsync($"/api/admin/channels/{path}")
            );
        }
    }

    private static async Task<bool> IsOverAsync(SupervisedPlatform platform, string batch)
    {
        var states = await platform.StatesAsync(batch);
        var (uncertain, unreported) = (
            states.GetValueOrDefault("uncertain"),
            states.GetValueOrDefault("submitted")
        );
        // At most a window of messages was in flight when the line was cut; and what the gateway had answered, it may not
        // have reported before it went away.
        return uncertain <= 4
            && unreported <= 4
            && states.GetValueOrDefault("delivered") + uncertain + unreported == Messages;
    }

    /// <summary>The first three steps and the last one after the channel came up.</summary>
    private static async Task<IEnumerable<string>> ComingBackAsync(SupervisedPlatform platform)
    {
        var steps = (await platform.EventsAsync(First))
            .Where(happened => (string?)happened["kind"] is "up" or "share")
            .Select(happened => $"{(string?)happened["kind"]}: {ShareIn((string)happened["detail"]!)}")
            .ToList();
        return [.. steps.Take(3), steps[^1]];
    }

    private static int ShareIn(string detail) =>
        int.Parse(
            detail.Contains("升到", StringComparison.Ordinal)
                ? detail[(detail.IndexOf("升到", StringComparison.Ordinal) + 2)..]
                : detail[(detail.IndexOf('从', StringComparison.Ordinal) + 1)..].Trim().Split(' ')[0],
            CultureInfo.InvariantCulture
        );

    private static async Task<int> SumAsync(SupervisedPlatform platform, string figure) =>
        await SumAsync(platform, First, figure) + await SumAsync(platform, Second, figure);

    private static async Task<int> SumAsync(SupervisedPlatform platform, string channel, string figure)
    {
        JsonNode minutes = await platform.GetAsync(
            $"/api/admin/channels/{channel}/minutes?to=2100-01-01T00:00:00Z&from=2099-12-31T00:00:00Z"
        );
        Assert.Empty(minutes.AsArray());
        minutes = await platform.GetAsync($"/api/admin/channels/{channel}/minutes");
        return minutes.AsArray().Sum(minute => (int)minute![figure]!);
    }
}
