using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Yixun.Standalone.Tests.Channels;

/// <summary>What the admin API takes and shows of channels.</summary>
public sealed class ChannelFormTests(LiveChannels live, PlatformFixture platform)
    : IClassFixture<LiveChannels>
{
    [Fact]
    public async Task Secret_isNeverShown_andStaysWhenLeftOut()
    {
        await using var channel = await live.AddAsync("secret-a", LiveChannels.One);
        var view = await channel.ReadAsync();
        var settings = view["settings"]!.DeepClone().AsObject();
        settings["name"] = "改名";

        var (status, _) = await live.SendAsync(
            HttpMethod.Put,
            $"channels/{channel.Id}",
            new JsonObject { ["settings"] = settings },
            ifMatch: (string)view["revision"]!
        );

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True((bool)view["secretSet"]!);
        Assert.DoesNotContain(LiveChannels.Secret, view.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("改名", (string?)(await channel.ReadAsync())["settings"]!["name"]);
        // Another secret would have ended the connection for good.
        await live.WaitForStateAsync(await live.SubmitAsync(1), "delivered");
    }

    [Fact]
    public async Task StaleRevision_is409_andChangesNothing()
    {
        await using var channel = await live.AddAsync("stale-a", LiveChannels.One, connected: false);
        var view = await channel.ReadAsync();
        await channel.WeighAsync(7);
        var settings = view["settings"]!.DeepClone().AsObject();
        settings["name"] = "晚了";

        var (status, problem) = await live.SendAsync(
            HttpMethod.Put,
            $"channels/{channel.Id}",
            new JsonObject { ["settings"] = settings, ["revision"] = (string?)view["revision"] }
        );

        Assert.Equal((HttpStatusCode.Conflict, "revision_conflict"), (status, (string?)problem["code"]));
        var now = (await channel.ReadAsync())["settings"]!;
        Assert.Equal((7, "通道 one"), ((int)now["weight"]!, (string?)now["name"]));
    }

    [Fact]
    public async Task WithoutRevision_anExistingChannel_is409()
    {
        await using var channel = await live.AddAsync("exists-a", LiveChannels.One, connected: false);

        var (status, problem) = await live.SendAsync(
            HttpMethod.Put,
            $"channels/{channel.Id}",
            new JsonObject { ["settings"] = live.Settings(LiveChannels.One) }
        );

        Assert.Equal((HttpStatusCode.Conflict, "channel_exists"), (status, (string?)problem["code"]));
    }

    [Theory]
    [InlineData("accessNumber", "1069000012345678901", "接入号")]
    [InlineData("account", "1234567", "SP_Id")]
    [InlineData("hours", "25:00-26:00", "时段")]
    [InlineData("protocol", "mm7", "彩信")]
    [InlineData("host", "not a host", "网关地址")]
    [InlineData("mode", "2", "mode")]
    [InlineData("carriers", null, "运营商")]
    public async Task ImpossibleValue_is422_atItsField(string field, string? value, string says)
    {
        var settings = live.Settings(LiveChannels.One);
        settings[field] = value is null ? new JsonArray() : value;

        var (status, problem) = await live.SendAsync(
            HttpMethod.Put,
            "channels/bad-a",
            new JsonObject { ["settings"] = settings }
        );

        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "channel_invalid"),
            (status, (string?)problem["code"])
        );
        Assert.Equal(field == "protocol" ? "kind" : field, (string?)problem["field"]);
        Assert.Contains(says, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangeOfWeight_withoutReason_is422()
    {
        await using var channel = await live.AddAsync("reason-a", LiveChannels.One, connected: false);
        var view = await channel.ReadAsync();
        var settings = view["settings"]!.DeepClone().AsObject();
        settings["weight"] = 1;

        var (status, problem) = await live.SendAsync(
            HttpMethod.Put,
            $"channels/{channel.Id}",
            new JsonObject { ["settings"] = settings, ["revision"] = (string?)view["revision"] }
        );

        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "reason_invalid"),
            (status, (string?)problem["code"])
        );
    }

    [Fact]
    public async Task ConfiguredChannel_keepsItsConnection_andTakesTheOperatorsFields()
    {
        using var console = await platform.SignInAsync();
        async Task<(HttpStatusCode, JsonNode)> PutAsync(Action<JsonObject> change)
        {
            var view = JsonNode.Parse(
                await console.GetStringAsync(
                    "/api/admin/channels/telecom",
                    TestContext.Current.CancellationToken
                )
            )!;
            Assert.True((bool)view["fromConfiguration"]!);
            var settings = view["settings"]!.DeepClone().AsObject();
            change(settings);
            using var response = await console.PutAsync(
                "/api/admin/channels/telecom",
                System.Net.Http.Json.JsonContent.Create(
                    new JsonObject { ["settings"] = settings, ["revision"] = (string?)view["revision"] }
                ),
                TestContext.Current.CancellationToken
            );
            return (
                response.StatusCode,
                JsonNode.Parse(
                    await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
                )!
            );
        }

        var (refused, problem) = await PutAsync(settings => settings["port"] = 1);
        var (taken, _) = await PutAsync(settings => settings["price"] = 350);
        using var deleted = await console.DeleteAsync(
            "/api/admin/channels/telecom?reason=x",
            TestContext.Current.CancellationToken
        );

        Assert.Equal(
            (HttpStatusCode.Conflict, "channel_of_configuration"),
            (refused, (string?)problem["code"])
        );
        Assert.Contains("端口", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, taken);
        Assert.Equal(HttpStatusCode.Conflict, deleted.StatusCode);
    }
}
