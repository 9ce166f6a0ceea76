using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Yixun.Standalone.Tests;

public sealed class ConsoleApiTests(PlatformFixture platform)
{
    public static TheoryData<string, string> AdminEndpoints
    {
        get
        {
            var endpoints = new TheoryData<string, string>();
            foreach (var (_, trigger, operation) in Functions.OpenApi.OpenApiDocumentBuilder.Operations)
            {
                var route = trigger.Route!;
                if (
                    route.StartsWith("api/admin/", StringComparison.Ordinal)
                    && operation.Summary != "登录管理后台"
                )
                {
                    endpoints.Add(
                        trigger.Methods![0].ToUpperInvariant(),
                        "/"
                            + route
                                .Replace("{id}", "1", StringComparison.Ordinal)
                                .Replace("{prefix}", "138", StringComparison.Ordinal)
                                .Replace("{key}", "demo", StringComparison.Ordinal)
                    );
                }
            }

            return endpoints;
        }
    }

    [Theory]
    [MemberData(nameof(AdminEndpoints))]
    public async Task EveryAdminEndpoint_withoutSession_is401(string method, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), new Uri(platform.Url, path));
        request.Headers.Add("X-Yixun-Console", "1");

        using var response = await platform.Plain.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("not_signed_in", (string?)(await ReadAsync(response))["code"]);
    }

    [Fact]
    public async Task SignIn_wrongPassword_is401WithoutSayingWhich()
    {
        foreach (var account in new[] { "admin", "nobody" })
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Post,
                new Uri(platform.Url, "/api/admin/session")
            )
            {
                Content = JsonContent.Create(new { account, password = "wrong" }),
            };
            request.Headers.Add("X-Yixun-Console", "1");
            using var response = await platform.Plain.SendAsync(
                request,
                TestContext.Current.CancellationToken
            );

            Assert.Equal("login_failed", (string?)(await ReadAsync(response))["code"]);
        }
    }

    [Fact]
    public async Task Change_withoutTheGuardHeader_is403()
    {
        using var console = await platform.SignInAsync();
        console.DefaultRequestHeaders.Remove("X-Yixun-Console");

        using var response = await console.PostAsJsonAsync(
            "/api/admin/blacklist",
            new { phone = PlatformFixture.NewNumber(), reason = "测试" },
            TestContext.Current.CancellationToken
        );

        Assert.Equal("origin_refused", (string?)(await ReadAsync(response))["code"]);
    }

    [Fact]
    public async Task SignOut_thenAnything_is401()
    {
        using var console = await platform.SignInAsync();
        using var signedOut = await console.DeleteAsync(
            "/api/admin/session",
            TestContext.Current.CancellationToken
        );

        using var response = await console.GetAsync(
            "/api/admin/messages",
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.NoContent, signedOut.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Send_fromTheConsole_isShownMaskedInTheRecords()
    {
        using var console = await platform.SignInAsync();
        var number = PlatformFixture.NewNumber();
        using var sent = await console.PostAsJsonAsync(
            "/api/admin/messages",
            new
            {
                lane = "care",
                content = "后台发送",
                to = new[] { number },
            },
            TestContext.Current.CancellationToken
        );
        var id = (string)(await ReadAsync(sent))["messages"]![0]!["id"]!;

        var page = JsonNode.Parse(
            await console.GetStringAsync(
                $"/api/admin/messages?to={number}",
                TestContext.Current.CancellationToken
            )
        )!;

        var record = Assert.Single(page["items"]!.AsArray())!;
        Assert.Equal(id, (string?)record["id"]);
        Assert.Equal($"138****{number[^4..]}", (string?)record["to"]);
        Assert.DoesNotContain(number, page.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blacklist_addAndRemove_countsAtOnce()
    {
        using var console = await platform.SignInAsync();
        var number = PlatformFixture.NewNumber();
        using var added = await console.PostAsJsonAsync(
            "/api/admin/blacklist",
            new { phone = number, reason = "患者投诉" },
            TestContext.Current.CancellationToken
        );
        var blocked = await platform.WaitForStateAsync(
            await platform.SubmitAsync(number, "不该收到"),
            "blocked"
        );
        var list = JsonNode.Parse(
            await console.GetStringAsync("/api/admin/blacklist", TestContext.Current.CancellationToken)
        )!;
        var row = list["items"]!
            .AsArray()
            .First(item => (string?)item!["phone"] == $"138****{number[^4..]}")!;
        using var removed = await console.DeleteAsync(
            $"/api/admin/blacklist/{row["id"]}",
            TestContext.Current.CancellationToken
        );
        var delivered = await platform.WaitForStateAsync(
            await platform.SubmitAsync(number, "又能收到"),
            "delivered"
        );

        Assert.Equal(HttpStatusCode.NoContent, added.StatusCode);
        Assert.Equal("blacklist", (string?)blocked["failure"]!["code"]);
        Assert.Equal("患者投诉", (string?)row["reason"]);
        Assert.Equal("delivered", (string?)delivered["state"]);
        Assert.Single(await platform.PhoneAsync(number));
    }

    [Fact]
    public async Task PortedNumber_overridesThePrefix()
    {
        using var console = await platform.SignInAsync();
        var number = PlatformFixture.NewNumber();
        using var put = await console.PostAsJsonAsync(
            "/api/admin/ported-numbers",
            new { phone = number, carrier = "telecom" },
            TestContext.Current.CancellationToken
        );

        var message = await platform.WaitForStateAsync(
            await platform.SubmitAsync(number, "携号转网"),
            "delivered"
        );

        Assert.Equal("telecom", (string?)message["channel"]);
        Assert.Contains("by=ported", (string?)message["routing"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task NumberSegment_longerPrefix_wins()
    {
        using var console = await platform.SignInAsync();
        const string Number = "15499990001";
        var without = await platform.WaitForStateAsync(
            await platform.SubmitAsync(Number, "未知号段"),
            "failed"
        );
        using var put = await console.PutAsJsonAsync(
            "/api/admin/number-segments/15499",
            new { carrier = "unicom", kind = "own" },
            TestContext.Current.CancellationToken
        );

        var message = await platform.WaitForStateAsync(
            await platform.SubmitAsync(Number, "新号段"),
            "delivered"
        );

        Assert.Equal("NOROUTE", (string?)without["failure"]!["code"]);
        Assert.Equal("unicom", (string?)message["channel"]);
    }

    [Fact]
    public async Task Template_savedInTheConsole_isUsableAtOnce()
    {
        using var console = await platform.SignInAsync();
        using var put = await console.PutAsJsonAsync(
            "/api/admin/templates/report-ready",
            new { name = "报告完成", text = "{name}，您的报告已完成。" },
            TestContext.Current.CancellationToken
        );
        using var bad = await console.PutAsJsonAsync(
            "/api/admin/templates/report-ready",
            new { name = "报告完成", text = "{name，您的报告已完成。" },
            TestContext.Current.CancellationToken
        );

        var (status, _) = await platform.PostAsync(
            "/api/v1/messages",
            new
            {
                lane = "care",
                templateId = "report-ready",
                variables = new { name = "李女士" },
                to = new[] { PlatformFixture.NewNumber() },
            }
        );

        Assert.Equal(HttpStatusCode.NoContent, put.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
        Assert.Equal(202, status);
    }

    [Fact]
    public async Task Channels_showTheirConnections()
    {
        using var console = await platform.SignInAsync();

        // The daemon says every two seconds how they stand.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        JsonNode channels;
        do
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            channels = JsonNode.Parse(
                await console.GetStringAsync("/api/admin/channels", TestContext.Current.CancellationToken)
            )!;
        } while (
            channels.AsArray().Any(channel => (int)channel!["bound"]! < 4) && !limit.IsCancellationRequested
        );

        Assert.Equal(
            ["mobile", "mobile-mms", "telecom", "unicom"],
            channels.AsArray().Select(channel => (string?)channel!["id"])
        );
        Assert.All(
            channels.AsArray(),
            channel =>
            {
                Assert.Equal((4, 4), ((int)channel!["connections"]!, (int)channel["bound"]!));
                Assert.Equal(("Running", 100), ((string?)channel["mode"], (int)channel["healthShare"]!));
                Assert.Equal(1, (int)channel["replicas"]!);
            }
        );
    }

    [Fact]
    public async Task PublicPages_answer()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var live = await platform.Plain.GetStringAsync(new Uri(platform.Url, "/health/live"), cancellation);
        var ready = JsonNode.Parse(
            await platform.Plain.GetStringAsync(new Uri(platform.Url, "/health/ready"), cancellation)
        )!;
        var openApi = JsonNode.Parse(
            await platform.Plain.GetStringAsync(new Uri(platform.Url, "/api/openapi.json"), cancellation)
        )!;
        var docs = await platform.Plain.GetStringAsync(new Uri(platform.Url, "/api/docs"), cancellation);
        var script = await platform.Plain.GetByteArrayAsync(
            new Uri(platform.Url, "/api/docs/scalar.js"),
            cancellation
        );
        var metrics = await platform.Plain.GetStringAsync(new Uri(platform.Url, "/metrics"), cancellation);

        Assert.Contains("live", live, StringComparison.Ordinal);
        Assert.Equal("ready", (string?)ready["status"]);
        Assert.Equal(
            ["database", "queues", "writer"],
            ready["checks"]!.AsObject().Select(check => check.Key)
        );
        Assert.NotNull(openApi["paths"]!["/api/v1/messages"]!["post"]!["responses"]!["202"]);
        Assert.Contains("/api/openapi.json", docs, StringComparison.Ordinal);
        Assert.True(script.Length > 500_000);
        foreach (
            var name in new[]
            {
                "yixun_messages_accepted_total",
                "yixun_queue_chunks",
                "yixun_channel_window",
                "yixun_channel_in_flight",
                "yixun_submit_seconds_bucket",
                "yixun_report_seconds_bucket",
            }
        )
        {
            Assert.Contains(name, metrics, StringComparison.Ordinal);
        }
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
}
