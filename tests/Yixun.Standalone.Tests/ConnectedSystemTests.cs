using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;
using Yixun.LoadTest;

namespace Yixun.Standalone.Tests;

public sealed class ConnectedSystemTests(PlatformFixture platform)
{
    private static string Body(string lane = "care") =>
        $$"""{"lane":"{{lane}}","content":"接入系统测试","to":["{{PlatformFixture.NewNumber()}}"]}""";

    [Fact]
    public async Task NewSystem_submitsWithItsOwnSecret_andSeesOnlyItsOwn()
    {
        using var console = await platform.SignInAsync();
        var secret = await AddAsync(console, "his-own", new { name = "HIS", defaultSignature = "仁和医院" });

        var (status, problem) = await SubmitAsync("his-own", secret, Body());
        var foreign = await platform.SubmitAsync(PlatformFixture.NewNumber(), "别的系统的短信");
        var (foreignStatus, _) = await SendAsync(
            "his-own",
            secret,
            HttpMethod.Get,
            $"/api/v1/messages/{foreign}",
            ""
        );

        Assert.True(status == 202, problem.ToJsonString());
        Assert.Equal(404, foreignStatus);
    }

    [Fact]
    public async Task DisabledSystem_is403()
    {
        using var console = await platform.SignInAsync();
        var secret = await AddAsync(
            console,
            "his-disabled",
            new { name = "停用", defaultSignature = "仁和医院" }
        );
        await PutAsync(console, "his-disabled", new { name = "停用", enabled = false });

        var (status, problem) = await SubmitAsync("his-disabled", secret, Body());

        Assert.Equal((403, "system_disabled"), (status, (string?)problem["code"]));
    }

    [Fact]
    public async Task AddressNotOnTheList_is403()
    {
        using var console = await platform.SignInAsync();
        var secret = await AddAsync(
            console,
            "his-address",
            new
            {
                name = "地址",
                defaultSignature = "仁和医院",
                allowedAddresses = new[] { "10.1.0.0/16" },
            }
        );
        var (refused, problem) = await SubmitAsync("his-address", secret, Body());
        await PutAsync(
            console,
            "his-address",
            new
            {
                name = "地址",
                defaultSignature = "仁和医院",
                allowedAddresses = new[] { "10.1.0.0/16", "127.0.0.1" },
            }
        );
        var (allowed, _) = await SubmitAsync("his-address", secret, Body());

        Assert.Equal((403, "address_not_allowed"), (refused, (string?)problem["code"]));
        Assert.Equal(202, allowed);
    }

    [Fact]
    public async Task LaneNotAllowed_is403()
    {
        using var console = await platform.SignInAsync();
        var secret = await AddAsync(
            console,
            "his-lane",
            new
            {
                name = "类别",
                defaultSignature = "仁和医院",
                allowedLanes = new[] { "care" },
            }
        );

        var (status, problem) = await SubmitAsync("his-lane", secret, Body("critical"));

        Assert.Equal((403, "lane_not_allowed"), (status, (string?)problem["code"]));
    }

    [Fact]
    public async Task MoreThanItsRate_is429WithRetryAfter()
    {
        using var console = await platform.SignInAsync();
        var secret = await AddAsync(
            console,
            "his-rate",
            new
            {
                name = "限速",
                defaultSignature = "仁和医院",
                requestsPerSecond = 2,
            }
        );

        var answers = new List<(int Status, JsonNode Body)>();
        for (var index = 0; index < 30; index++)
        {
            answers.Add(await SubmitAsync("his-rate", secret, Body()));
        }

        Assert.Contains(answers, answer => answer.Status == 202);
        Assert.Contains(
            answers,
            answer => answer.Status == 429 && (string?)answer.Body["code"] == "too_many_requests"
        );
    }

    [Fact]
    public async Task RenewedSecret_endsTheOldOne()
    {
        using var console = await platform.SignInAsync();
        var old = await AddAsync(
            console,
            "his-renew",
            new { name = "换密钥", defaultSignature = "仁和医院" }
        );
        using var response = await console.PostAsync(
            "/api/admin/systems/his-renew/secret",
            null,
            TestContext.Current.CancellationToken
        );
        var renewed = (string)(await ReadAsync(response))["secret"]!;

        Assert.Equal(401, (await SubmitAsync("his-renew", old, Body())).Status);
        Assert.Equal(202, (await SubmitAsync("his-renew", renewed, Body())).Status);
    }

    [Fact]
    public async Task WithoutSignature_is422()
    {
        using var console = await platform.SignInAsync();
        var secret = await AddAsync(console, "his-plain", new { name = "无签名" });

        var (status, problem) = await SubmitAsync("his-plain", secret, Body());

        Assert.Equal((422, "signature_text_missing"), (status, (string?)problem["code"]));
    }

    [Fact]
    public async Task List_showsNoSecret()
    {
        using var console = await platform.SignInAsync();

        var text = await console.GetStringAsync("/api/admin/systems", TestContext.Current.CancellationToken);

        Assert.Contains("\"demo\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<string> AddAsync(HttpClient console, string key, object system)
    {
        using var response = await console.PutAsJsonAsync(
            $"/api/admin/systems/{key}",
            system,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (string)(await ReadAsync(response))["secret"]!;
    }

    private static async Task PutAsync(HttpClient console, string key, object system)
    {
        using var response = await console.PutAsJsonAsync(
            $"/api/admin/systems/{key}",
            system,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    private Task<(int Status, JsonNode Body)> SubmitAsync(string key, string secret, string body) =>
        SendAsync(key, secret, HttpMethod.Post, "/api/v1/messages", body);

    private async Task<(int Status, JsonNode Body)> SendAsync(
        string key,
        string secret,
        HttpMethod method,
        string path,
        string body
    )
    {
        using var client = new SignedClient(platform.Url, key, secret, 1);
        using var response = await client.SendAsync(
            method,
            path,
            Encoding.UTF8.GetBytes(body),
            TestContext.Current.CancellationToken
        );
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            Assert.NotNull(response.Headers.RetryAfter);
        }

        return ((int)response.StatusCode, await ReadAsync(response));
    }
}
