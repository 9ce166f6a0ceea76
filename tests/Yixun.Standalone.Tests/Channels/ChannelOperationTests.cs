using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Yixun.Standalone.Tests.Channels;

/// <summary>What operators do with channels takes effect while the platform runs.</summary>
public sealed class ChannelOperationTests(LiveChannels live) : IClassFixture<LiveChannels>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pause_queuedMessagesWait_andResumeSendsThem()
    {
        await using var channel = await live.AddAsync("pause-a", LiveChannels.One);
        await channel.PauseAsync();
        await live.WaitUntilNothingLeavesAsync();
        var numbers = Enumerable.Range(0, 5).Select(_ => LiveChannels.NewNumber()).ToArray();
        var ids = await live.SubmitAsync(numbers);
        await live.WaitForStateAsync(ids, "queued");
        await Task.Delay(TimeSpan.FromSeconds(2), Cancellation);
        foreach (var id in ids)
        {
            Assert.Equal("queued", await live.StateAsync(id));
        }

        Assert.All(numbers, number => Assert.Empty(live.Phone(number)));

        await channel.ResumeAsync();

        await live.WaitForStateAsync(ids, "delivered");
        Assert.All(numbers, number => Assert.Single(live.Phone(number)));
    }

    [Fact]
    public async Task Blacklist_countsForWhatIsQueuedAlready()
    {
        await using var channel = await live.AddAsync("block-a", LiveChannels.One);
        await channel.PauseAsync();
        await live.WaitUntilNothingLeavesAsync();
        var (unwanted, wanted) = (LiveChannels.NewNumber(), LiveChannels.NewNumber());
        var ids = await live.SubmitAsync([unwanted, wanted]);
        await live.WaitForStateAsync(ids, "queued");

        var (status, _) = await live.SendAsync(
            HttpMethod.Post,
            "blacklist",
            new JsonObject { ["phone"] = unwanted, ["reason"] = "投诉" }
        );
        Assert.Equal(HttpStatusCode.NoContent, status);
        Assert.Equal("blocked", await live.StateAsync(ids[0]));
        await channel.ResumeAsync();

        await live.WaitForStateAsync(ids[1..], "delivered");
        Assert.Equal("blocked", await live.StateAsync(ids[0]));
        Assert.Empty(live.Phone(unwanted));
    }

    [Fact]
    public async Task Drain_sendsWhatIsQueued_andGetsNoNew()
    {
        await using var slow = await live.AddAsync(
            "drain-a",
            LiveChannels.One,
            settings => settings["rate"] = 5
        );
        var queued = await live.SubmitAsync(30);
        await LiveChannels.WaitAsync(
            async () => (string?)(await live.MessageAsync(queued[^1]))["channel"] == slow.Id,
            "all to be routed"
        );
        await using var other = await live.AddAsync("drain-b", LiveChannels.Two);
        await slow.DrainAsync();

        var later = await live.SubmitAsync(20);

        Assert.All(await live.WaitForStateAsync(later, "delivered"), id => Assert.Equal(other.Id, id));
        Assert.All(await live.WaitForStateAsync(queued, "delivered"), id => Assert.Equal(slow.Id, id));
    }

    [Fact]
    public async Task Weight_movesTheShares()
    {
        await using var first = await live.AddAsync("weight-a", LiveChannels.One);
        await using var second = await live.AddAsync(
            "weight-b",
            LiveChannels.Two,
            settings => settings["weight"] = 0
        );
        var before = await live.WaitForStateAsync(await live.SubmitAsync(20), "delivered");

        await second.WeighAsync(100);
        var between = await live.WaitForStateAsync(await live.SubmitAsync(60), "delivered");
        await first.WeighAsync(0);
        var after = await live.WaitForStateAsync(await live.SubmitAsync(20), "delivered");

        Assert.All(before, id => Assert.Equal(first.Id, id));
        // 60 halves: fewer than 10 on a side once in ten million runs.
        Assert.InRange(between.Count(id => id == first.Id), 10, 50);
        Assert.All(after, id => Assert.Equal(second.Id, id));
    }

    [Fact]
    public async Task Rate_takesEffectOnWhatWaits()
    {
        await using var channel = await live.AddAsync(
            "rate-a",
            LiveChannels.One,
            settings => settings["rate"] = 1
        );
        var numbers = Enumerable.Range(0, 90).Select(_ => LiveChannels.NewNumber()).ToArray();
        var ids = await live.SubmitAsync(numbers);
        await LiveChannels.WaitAsync(
            () => Task.FromResult(numbers.Any(number => live.Phone(number).Count > 0)),
            "the first to arrive"
        );
        // At one a second the other 60 would need longer than anything here waits.
        Assert.True(numbers.Count(number => live.Phone(number).Count > 0) < 30);

        await channel.LimitAsync(0);

        await live.WaitForStateAsync(ids, "delivered");
    }

    [Fact]
    public async Task ChangedPort_connectsAnew_andSendsThere()
    {
        await using var channel = await live.AddAsync("move-a", LiveChannels.One);
        var first = LiveChannels.NewNumber();
        await live.WaitForStateAsync(await live.SubmitAsync([first]), "delivered");
        var view = await channel.ReadAsync();
        var settings = view["settings"]!.DeepClone().AsObject();
        settings["port"] = live.PortOf(LiveChannels.Two);

        var (status, body) = await live.SendAsync(
            HttpMethod.Put,
            $"channels/{channel.Id}",
            new JsonObject { ["settings"] = settings, ["revision"] = (string?)view["revision"] }
        );

        Assert.True(status == HttpStatusCode.OK, body.ToJsonString());
        await LiveChannels.WaitAsync(
            async () =>
            {
                // Not until it is delivered: the report of a message that still went to the first gateway stays there.
                var number = LiveChannels.NewNumber();
                await live.SubmitAsync([number]);
                await LiveChannels.WaitAsync(
                    () => Task.FromResult(live.Phone(number).Count > 0),
                    "the message to arrive"
                );
                return live.Phone(number)[0].Gateway == LiveChannels.Two;
            },
            "messages to go to the other gateway"
        );
        await live.WaitForStateAsync(await live.SubmitAsync([LiveChannels.NewNumber()]), "delivered");
        Assert.Equal(LiveChannels.One, live.Phone(first)[0].Gateway);
    }

    [Fact]
    public async Task Delete_refusesWhileMessagesAreActive_thenTheChannelStops()
    {
        await using var channel = await live.AddAsync("delete-a", LiveChannels.One);
        await channel.PauseAsync();
        await live.WaitUntilNothingLeavesAsync();
        var ids = await live.SubmitAsync(3);
        await live.WaitForStateAsync(ids, "queued");
        var path = $"channels/{channel.Id}?reason={Uri.EscapeDataString("不再使用")}";

        var (busy, problem) = await live.SendAsync(HttpMethod.Delete, path);
        await channel.ResumeAsync();
        await live.WaitForStateAsync(ids, "delivered");
        await LiveChannels.WaitAsync(
            async () => (await live.SendAsync(HttpMethod.Delete, path)).Status == HttpStatusCode.NoContent,
            "the channel to be free"
        );

        Assert.Equal((HttpStatusCode.Conflict, "channel_busy"), (busy, (string?)problem["code"]));
        Assert.Matches(@"[3-9]\d* 条", (string)problem["detail"]!);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await live.SendAsync(HttpMethod.Get, $"channels/{channel.Id}")).Status
        );
        await LiveChannels.WaitAsync(async () => await live.BoundAsync(channel.Id) <= 0, "it to be gone");
        await live.WaitForStateAsync(await live.SubmitAsync(1), "failed");
    }

    [Fact]
    public async Task Test_sendsOverExactlyThatChannel()
    {
        await using var loud = await live.AddAsync("test-a", LiveChannels.One);
        await using var silent = await live.AddAsync(
            "test-b",
            LiveChannels.Two,
            settings => settings["weight"] = 0
        );
        var number = LiveChannels.NewNumber();

        var (status, body) = await live.SendAsync(
            HttpMethod.Post,
            $"channels/{silent.Id}/test",
            new JsonObject { ["to"] = number }
        );

        Assert.Equal(HttpStatusCode.Accepted, status);
        var id = (string)body["messageId"]!;
        JsonNode record = new JsonObject();
        await LiveChannels.WaitAsync(
            async () =>
            {
                (_, record) = await live.SendAsync(HttpMethod.Get, $"messages/{id}");
                return (string?)record["state"] == "delivered";
            },
            "the test to be delivered"
        );
        Assert.Equal((silent.Id, "critical"), ((string?)record["channel"], (string?)record["lane"]));
        Assert.Contains("by=test", (string)record["routing"]!, StringComparison.Ordinal);
        var shown = Assert.Single(live.Phone(number));
        Assert.Equal(LiveChannels.Two, shown.Gateway);
        Assert.Contains("通道测试", shown.Text, StringComparison.Ordinal);
        var noted = Assert.Single(await EventsAsync(silent.Id), item => item.Kind == "test");
        Assert.DoesNotContain(number, noted.Detail, StringComparison.Ordinal);
        Assert.Contains(id, noted.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operation_becomesAnEvent_withBeforeAfterReasonAndAccount()
    {
        await using var channel = await live.AddAsync("event-a", LiveChannels.One, connected: false);
        await channel.PauseAsync();
        await channel.WeighAsync(40);
        await channel.LimitAsync(300);
        await live.SendAsync(HttpMethod.Post, $"channels/{channel.Id}/enable", new JsonObject());
        var (missing, problem) = await live.SendAsync(
            HttpMethod.Post,
            $"channels/{channel.Id}/resume",
            new JsonObject { ["reason"] = "  " }
        );

        var events = await EventsAsync(channel.Id);

        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "reason_invalid"),
            (missing, (string?)problem["code"])
        );
        Assert.Equal(["created", "paused", "weight", "rate"], events.Select(item => item.Kind));
        Assert.Equal(
            [
                "运行 → 暂停；原因：测试 pause",
                "权重 100 → 权重 40；原因：测试权重",
                "速率 不限 → 速率 300 条/秒；原因：测试速率",
            ],
            events.Skip(1).Select(item => item.Detail)
        );
        Assert.All(events, item => Assert.Equal("admin", item.By));
        Assert.DoesNotContain(
            events,
            item => item.Detail.Contains(LiveChannels.Secret, StringComparison.Ordinal)
        );
    }

    private async Task<List<(string Kind, string Detail, string By)>> EventsAsync(string channelId)
    {
        using var database = live.OpenDatabase();
        await using var context = database.CreateContext();
        var rows = await context
            .ChannelEvents.AsNoTracking()
            .Where(item => item.ChannelId == channelId && item.By != "system")
            .OrderBy(item => item.Id)
            .ToListAsync(Cancellation);
        return rows.ConvertAll(row => (row.Kind, row.Detail, row.By));
    }
}
