using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;
using Yixun.CarrierSimulator.Options;
using Yixun.Data.Model;

namespace Yixun.Standalone.Tests.Channels;

/// <summary>Operators hear of a channel that is down, over one that is not.</summary>
public sealed class AlertTests(LiveChannels live) : IClassFixture<LiveChannels>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EmailTarget_withoutAMailServer_isRefusedAtItsKind_unlessSwitchedOff()
    {
        JsonObject Target(bool enabled) =>
            new()
            {
                ["kind"] = "email",
                ["name"] = "值班邮箱",
                ["address"] = "duty@hospital.example",
                ["enabled"] = enabled,
            };

        var (refused, problem) = await live.SendAsync(HttpMethod.Post, "alert-targets", Target(true));
        var (added, kept) = await live.SendAsync(HttpMethod.Post, "alert-targets", Target(false));
        var (changed, _) = await live.SendAsync(HttpMethod.Put, $"alert-targets/{kept["id"]}", Target(true));

        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity),
            (refused, added, changed)
        );
        Assert.Equal(("alert_target_invalid", "kind"), ((string?)problem["code"], (string?)problem["field"]));
        Assert.Contains("Yixun:Smtp", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChannelDown_isToldByTextMessageOverTheOtherChannel_andSoIsItsEnd()
    {
        await SayAsync("alert-a", bound: 1);
        await SayAsync("alert-b", bound: 1);
        await using var main = await live.AddAsync("alert-a", LiveChannels.One);
        await using var spare = await live.AddAsync(
            "alert-b",
            LiveChannels.Two,
            settings => settings["weight"] = 1
        );
        var duty = LiveChannels.NewNumber();
        var (added, target) = await live.SendAsync(
            HttpMethod.Post,
            "alert-targets",
            new JsonObject
            {
                ["kind"] = "sms",
                ["name"] = "值班手机",
                ["address"] = duty,
                ["kinds"] = new JsonArray("down"),
            }
        );
        Assert.Equal(HttpStatusCode.Created, added);

        await BreakAsync(loginStatus: 3);
        await SayAsync(main.Id, bound: 0);

        await LiveChannels.WaitAsync(
            () => Task.FromResult(live.Phone(duty).Count > 0),
            "the text message that the channel is down"
        );
        var told = live.Phone(duty)[0];
        Assert.Equal(LiveChannels.Two, told.Gateway);
        Assert.Contains("严重告警：通道中断", told.Text, StringComparison.Ordinal);
        Assert.Contains(main.Id, told.Text, StringComparison.Ordinal);
        var alert = await OpenAlertAsync(main.Id);
        Assert.Equal(
            ("down", "critical", "通道中断"),
            ((string?)alert["kind"], (string?)alert["severity"], (string?)alert["name"])
        );

        var (acknowledged, _) = await live.SendAsync(HttpMethod.Post, $"alerts/{alert["id"]}/acknowledge");
        await BreakAsync(loginStatus: 0);
        await SayAsync(main.Id, bound: 1);
        await LiveChannels.WaitAsync(
            () => Task.FromResult(live.Phone(duty).Count > 1),
            "the text message that it is over"
        );

        Assert.Equal(HttpStatusCode.NoContent, acknowledged);
        Assert.Contains("告警解除：通道中断", live.Phone(duty)[1].Text, StringComparison.Ordinal);
        Assert.All(live.Phone(duty), message => Assert.Equal(1, message.Copies));
        var (_, detail) = await live.SendAsync(HttpMethod.Get, $"alerts/{alert["id"]}");
        Assert.Equal("admin", (string?)detail["alert"]!["acknowledgedBy"]);
        Assert.NotNull(detail["alert"]!["clearedAt"]);
        await LiveChannels.WaitAsync(
            async () =>
            {
                (_, detail) = await live.SendAsync(HttpMethod.Get, $"alerts/{alert["id"]}");
                return detail["deliveries"]!.AsArray().All(one => (string?)one!["state"] == "delivered");
            },
            "both deliveries to be noted"
        );
        Assert.Equal(
            ["raised", "cleared"],
            detail["deliveries"]!.AsArray().Select(one => (string?)one!["occasion"])
        );
        await live.SendAsync(HttpMethod.Delete, $"alert-targets/{target["id"]}");
    }

    [Fact]
    public async Task Target_isShownMasked_keptWhatIsLeftOut_andTested()
    {
        await SayAsync("target-a", bound: 1);
        await using var channel = await live.AddAsync("target-a", LiveChannels.One);
        var number = LiveChannels.NewNumber();
        var (_, added) = await live.SendAsync(
            HttpMethod.Post,
            "alert-targets",
            new JsonObject
            {
                ["kind"] = "sms",
                ["name"] = "值班",
                ["address"] = number,
            }
        );
        var path = $"alert-targets/{added["id"]}";

        var (changed, _) = await live.SendAsync(
            HttpMethod.Put,
            path,
            new JsonObject
            {
                ["kind"] = "sms",
                ["name"] = "信息科值班",
                ["quietHours"] = "22:00-07:00",
                ["minimumSeverity"] = "critical",
            }
        );
        var (_, list) = await live.SendAsync(HttpMethod.Get, "alert-targets");
        JsonNode answer = new JsonObject();
        await LiveChannels.WaitAsync(
            async () =>
            {
                (_, answer) = await live.SendAsync(HttpMethod.Post, $"{path}/test");
                return (bool)answer["delivered"]!;
            },
            "the test to be taken"
        );
        await LiveChannels.WaitAsync(
            () => Task.FromResult(live.Phone(number).Count > 0),
            "the test to arrive"
        );
        var (removed, _) = await live.SendAsync(HttpMethod.Delete, path);
        var (gone, _) = await live.SendAsync(HttpMethod.Delete, path);

        Assert.Equal(HttpStatusCode.NoContent, changed);
        var view = list.AsArray().Single(one => (string?)one!["id"] == (string?)added["id"])!;
        Assert.Equal(
            ("信息科值班", $"138****{number[^4..]}", "critical", "22:00-07:00"),
            (
                (string?)view["name"],
                (string?)view["address"],
                (string?)view["minimumSeverity"],
                (string?)view["quietHours"]
            )
        );
        Assert.DoesNotContain(number, list.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("测试告警", live.Phone(number)[0].Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (removed, gone));
    }

    [Theory]
    [InlineData("kind", "pager")]
    [InlineData("name", " ")]
    [InlineData("address", "12345")]
    [InlineData("minimumSeverity", "1")]
    [InlineData("quietHours", "always")]
    public async Task Target_thatCantWork_is422_atItsField(string field, string value)
    {
        var target = new JsonObject
        {
            ["kind"] = "sms",
            ["name"] = "值班",
            ["address"] = LiveChannels.NewNumber(),
        };
        target[field] = value;

        var (status, problem) = await live.SendAsync(HttpMethod.Post, "alert-targets", target);

        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "alert_target_invalid", field),
            (status, (string?)problem["code"], (string?)problem["field"])
        );
    }

    private async Task<JsonNode> OpenAlertAsync(string channelId)
    {
        var (status, page) = await live.SendAsync(
            HttpMethod.Get,
            $"alerts?state=open&kind=down&channel={channelId}&severity=critical"
        );
        Assert.Equal(HttpStatusCode.OK, status);
        return Assert.Single(page["items"]!.AsArray())!;
    }

    /// <summary>Lets the first gateway refuse logins, or take them again.</summary>
    private async Task BreakAsync(uint loginStatus)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = live.Simulator.HttpUrl,
        };
        using var changed = await http.PutAsJsonAsync(
            $"/api/gateways/{LiveChannels.One}/behaviour",
            new GatewayBehaviour { ReportDelay = 20, LoginStatus = loginStatus },
            Cancellation
        );
        changed.EnsureSuccessStatusCode();
        using var cut = await http.PostAsync(
            $"/api/gateways/{LiveChannels.One}/disconnect",
            null,
            Cancellation
        );
        cut.EnsureSuccessStatusCode();
    }

    /// <summary>Speaks as a second daemon would, whose word stays fresh for the length of a test.</summary>
    private async Task SayAsync(string channelId, int bound)
    {
        using var database = live.OpenDatabase();
        await using var context = database.CreateContext();
        var state = await context.ChannelStates.FindAsync([channelId, 1L], Cancellation);
        if (state is null)
        {
            state = new ChannelStateEntity { ChannelId = channelId, Owner = 1 };
            context.ChannelStates.Add(state);
        }

        var now = TimeProvider.System.GetUtcNow();
        state.Bound = bound;
        state.DownSince = bound > 0 ? null : now;
        state.UpdatedAt = now + TimeSpan.FromMinutes(10);
        await context.SaveChangesAsync(Cancellation);
    }
}
