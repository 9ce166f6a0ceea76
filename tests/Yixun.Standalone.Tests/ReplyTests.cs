using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;
using Yixun.LoadTest;

namespace Yixun.Standalone.Tests;

public sealed class ReplyTests(PlatformFixture platform)
{
    private const string AccessNumber = "106900001234";
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reply_toTheDigitsOfASystem_isToldToItAlone()
    {
        using var console = await platform.SignInAsync();
        await using var hisReceiver = await CallbackReceiver.StartAsync();
        await using var lisReceiver = await CallbackReceiver.StartAsync();
        var his = await AddSystemAsync(console, "reply-his", hisReceiver.Url);
        var lis = await AddSystemAsync(console, "reply-lis", lisReceiver.Url);
        await PutAsync(console, "extensions/810", new { system = "reply-his" }, HttpStatusCode.NoContent);
        await PutAsync(
            console,
            "extensions/820",
            new { system = "reply-lis", department = "检验科" },
            HttpStatusCode.NoContent
        );
        var number = PlatformFixture.NewNumber();
        var (hisMessage, _) = await SendAsync(his, number, new { extension = "5" });
        var (lisMessage, _) = await SendAsync(lis, number, new { department = "检验科" });

        await platform.ReplyAsync(number, AccessNumber + "8105", $"给HIS{number}");
        await platform.ReplyAsync(number, AccessNumber + "820", $"给LIS{number}");
        var toHis = await hisReceiver.WaitForAsync($"给HIS{number}", Cancellation);
        var toLis = await lisReceiver.WaitForAsync($"给LIS{number}", Cancellation);

        Assert.True(toHis.IsSignedWith(his.CallbackSecret));
        Assert.False(toHis.IsSignedWith(his.Secret));
        Assert.Equal(("reply-his", "/his/replies?from=yixun"), (toHis.Key, toHis.PathAndQuery));
        Assert.Equal((string?)toHis.Body["id"], toHis.Id);
        var reply = toHis.Body["reply"]!;
        Assert.Equal(
            (hisMessage, number, AccessNumber + "8105", "8105", "exact"),
            (
                (string?)reply["messageId"],
                (string?)reply["from"],
                (string?)reply["to"],
                (string?)reply["extension"],
                (string?)reply["matchedBy"]
            )
        );
        Assert.Equal(
            (lisMessage, "检验科"),
            ((string?)toLis.Body["reply"]!["messageId"], (string?)toLis.Body["reply"]!["department"])
        );
        Assert.Empty(hisReceiver.Of($"给LIS{number}"));
        Assert.Empty(lisReceiver.Of($"给HIS{number}"));
        var own = Assert.Single((await GetAsync(his, "/api/v1/replies?extension=8105"))["items"]!.AsArray())!;
        Assert.Equal(($"给HIS{number}", (string?)reply["id"]), ((string?)own["content"], (string?)own["id"]));
        Assert.Empty((await GetAsync(his, $"/api/v1/replies?after={own["id"]}"))["items"]!.AsArray());
        var all = (await GetAsync(lis, "/api/v1/replies?since=2026-01-01T00:00:00Z"))["items"]!.AsArray();
        Assert.All(all, item => Assert.Equal("820", (string?)item!["extension"]));
        var shown = await platform.PhoneAsync(number);
        Assert.Equal(
            [AccessNumber + "8105", AccessNumber + "820"],
            shown.Select(message => (string?)message!["source"]).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Callback_receiverDownThenUp_isDeliveredAndCanBePushedAgain()
    {
        using var console = await platform.SignInAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        var system = await AddSystemAsync(console, "reply-down", receiver.Url);
        receiver.Status = 503;
        var tested = await PostAsync(console, "systems/reply-down/callback/test", null, HttpStatusCode.OK);
        var number = PlatformFixture.NewNumber();
        await SendAsync(system, number);
        var text = $"重试{number}" + new string('长', 80);

        await platform.ReplyAsync(number, AccessNumber, text);
        await receiver.WaitForAsync(text, Cancellation);
        receiver.Status = 204;
        var delivered = await WaitForCallbackAsync(console, "reply-down", "delivered");
        await PostAsync(console, $"callbacks/{delivered["id"]}/push", null, HttpStatusCode.NoContent);
        var tries = receiver.Of(text).Count();
        await WaitAsync(() => Task.FromResult(receiver.Of(text).Count() > tries));

        Assert.Equal((false, 503), ((bool)tested["delivered"]!, (int)tested["status"]!));
        Assert.Equal("test", (string?)receiver.Callbacks[0].Body["event"]);
        Assert.True((int)delivered["tries"]! >= 2, delivered.ToJsonString());
        Assert.Single(receiver.Of(text).Select(callback => callback.Id).Distinct());
        Assert.DoesNotContain(number, delivered.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AutoReply_toAPhoneThatAnswersByItself_arrivesOnce()
    {
        using var console = await platform.SignInAsync();
        var system = await AddSystemAsync(console, "reply-auto", null);
        await PutAsync(console, "extensions/830", new { system = "reply-auto" }, HttpStatusCode.NoContent);
        var rule = await PostAsync(
            console,
            "reply-rules",
            new
            {
                name = "确认就诊",
                comparison = "contains",
                words = new[] { "确认" },
                extension = "830",
                answer = "已确认，请准时就诊。",
            },
            HttpStatusCode.Created
        );
        var number = PlatformFixture.NewNumber();
        await SendAsync(system, number);

        await platform.ReplyAsync(number, AccessNumber + "830", "确认");
        await WaitAsync(async () => (await platform.PhoneAsync(number)).Count == 2);
        // The phone answers what it gets with the same word, three times over.
        for (var turn = 0; turn < 3; turn++)
        {
            var text = $"自动应答：确认{turn}{number}";
            await platform.ReplyAsync(number, AccessNumber + "830", text);
            await WaitForReplyAsync(console, $"phone={number}", text);
        }

        // What a rule owes is submitted every second.
        await Task.Delay(TimeSpan.FromSeconds(3), Cancellation);
        var shown = await platform.PhoneAsync(number);
        Assert.Equal(2, shown.Count);
        Assert.All(shown, message => Assert.Equal(1, (int)message!["copies"]!));
        Assert.Contains(
            shown,
            message =>
                (string?)message!["text"] == "【仁和医院】已确认，请准时就诊。"
                && (string?)message["source"] == AccessNumber + "830"
        );
        var replies = await GetAsync(console, $"replies?rule={rule["id"]}&phone={number}");
        Assert.Equal(4, replies["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Reply_inTheConsole_isFilteredAnsweredAndMarked()
    {
        using var console = await platform.SignInAsync();
        var system = await AddSystemAsync(console, "reply-desk", null);
        await PutAsync(
            console,
            "extensions/840",
            new { system = "reply-desk", department = "随访中心" },
            HttpStatusCode.NoContent
        );
        var number = PlatformFixture.NewNumber();
        var (message, _) = await SendAsync(system, number, new { department = "随访中心" });
        await platform.ReplyAsync(number, AccessNumber + "840", $"请问几点{number}");
        var query =
            $"system=reply-desk&department={Uri.EscapeDataString("随访中心")}&channel=mobile&number={AccessNumber}840&optedOut=false";
        var reply = await WaitForReplyAsync(console, query, $"请问几点{number}");

        var answer = await PostAsync(
            console,
            $"replies/{reply["id"]}/answer",
            new { content = "九点" },
            HttpStatusCode.Accepted
        );
        await WaitAsync(async () => (await platform.PhoneAsync(number)).Count == 2);
        var handled = await GetAsync(console, $"replies?handled=true&phone={number}");
        var talk = await GetAsync(console, $"replies/{reply["id"]}/conversation");
        await PutAsync(
            console,
            $"replies/{reply["id"]}/handled",
            new { handled = false },
            HttpStatusCode.NoContent
        );
        var open = await GetAsync(console, $"replies?handled=false&phone={number}");

        Assert.Equal(
            (message, "reply-desk", "随访中心", "exact"),
            (
                (string?)reply["messageId"],
                (string?)reply["system"],
                (string?)reply["department"],
                (string?)reply["matchedBy"]
            )
        );
        var own = await GetAsync(system, $"/api/v1/batches/{answer["batchId"]}");
        Assert.Equal(1, (int)own["total"]!);
        Assert.Equal("admin", (string?)Assert.Single(handled["items"]!.AsArray())!["handledBy"]);
        Assert.Equal(
            ["message", "reply", "message"],
            talk["items"]!.AsArray().Select(item => (string?)item!["kind"])
        );
        Assert.DoesNotContain(number, talk["items"]!.AsArray()[0]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Single(open["items"]!.AsArray());
        Assert.All(
            await platform.PhoneAsync(number),
            shown => Assert.Equal(AccessNumber + "840", (string?)shown!["source"])
        );
    }

    [Fact]
    public async Task Extension_thatIsAnothersOrTooLong_isRefused()
    {
        using var console = await platform.SignInAsync();
        var system = await AddSystemAsync(console, "reply-digits", null);
        await PutAsync(console, "extensions/850", new { system = "reply-digits" }, HttpStatusCode.NoContent);
        var number = PlatformFixture.NewNumber();

        var conflict = await PutAsync(
            console,
            "extensions/8501",
            new { system = "reply-digits" },
            HttpStatusCode.UnprocessableEntity
        );
        var nobody = await PutAsync(
            console,
            "extensions/851",
            new { note = "无" },
            HttpStatusCode.UnprocessableEntity
        );
        var (_, taken) = await platform.PostAsync(
            "/api/v1/messages",
            Body(number, new { extension = "8501" })
        );
        var (_, hidden) = await platform.PostAsync(
            "/api/v1/messages",
            Body(number, new { extension = "85" })
        );
        var (_, unknown) = await platform.PostAsync(
            "/api/v1/messages",
            Body(number, new { department = "没有的科" })
        );
        var tooLong = await PostAsync(system, Body(number, new { extension = "123456" }));
        await SendAsync(system, number);
        var used = await DeleteAsync(console, "extensions/850", HttpStatusCode.Conflict);
        var moved = await PutAsync(
            console,
            "extensions/850",
            new { system = "demo" },
            HttpStatusCode.Conflict
        );
        await PutAsync(
            console,
            "extensions/852",
            new { system = "demo", department = "骨科" },
            HttpStatusCode.NoContent
        );
        await DeleteAsync(console, "extensions/852", HttpStatusCode.NoContent);

        Assert.Equal("extension_taken", (string?)conflict["code"]);
        Assert.Equal("field_invalid", (string?)nobody["code"]);
        Assert.Equal("extension_taken", (string?)taken["code"]);
        Assert.Equal("extension_taken", (string?)hidden["code"]);
        Assert.Equal("department_unknown", (string?)unknown["code"]);
        Assert.Equal("extension_too_long", (string?)tooLong["code"]);
        Assert.Equal("extension_in_use", (string?)used["code"]);
        Assert.Equal("extension_in_use", (string?)moved["code"]);
    }

    [Fact]
    public async Task Rules_areChangedOrderedTriedAndRemoved()
    {
        using var console = await platform.SignInAsync();
        await AddSystemAsync(console, "reply-rules", "http://127.0.0.1:9/");
        await PutAsync(console, "extensions/860", new { system = "reply-rules" }, HttpStatusCode.NoContent);
        var rule = new
        {
            name = "改期",
            comparison = "prefix",
            words = new[] { "改期" },
            extension = "860",
            forward = "named",
            forwardSystem = "reply-rules",
        };
        var first = await PostAsync(console, "reply-rules", rule, HttpStatusCode.Created);
        var second = await PostAsync(
            console,
            "reply-rules",
            new
            {
                name = "改期二",
                comparison = "regex",
                words = new[] { "^改期" },
                extension = "860",
                answer = "请致电总机改期",
                goesOn = true,
            },
            HttpStatusCode.Created
        );
        var trial = new { text = "改 期到周五", to = AccessNumber + "860" };
        var before = await PostAsync(console, "reply-rules/try", trial, HttpStatusCode.OK);
        var ids = (await GetAsync(console, "reply-rules")).AsArray().Select(row => (int)row!["id"]!).ToList();
        ids.Remove((int)second["id"]!);
        await PostAsync(
            console,
            "reply-rules/order",
            new { ids = ids.Prepend((int)second["id"]!) },
            HttpStatusCode.NoContent
        );
        var after = await PostAsync(
            console,
            "reply-rules/try",
            new { text = "改期", to = AccessNumber + "860" },
            HttpStatusCode.OK
        );
        var refusal = await PostAsync(
            console,
            "reply-rules/try",
            new { text = "td", to = AccessNumber },
            HttpStatusCode.OK
        );
        var broken = await PutAsync(
            console,
            $"reply-rules/{first["id"]}",
            new
            {
                name = "改期",
                comparison = "regex",
                words = new[] { "(改)\\1" },
            },
            HttpStatusCode.UnprocessableEntity
        );
        await DeleteAsync(console, $"reply-rules/{first["id"]}", HttpStatusCode.NoContent);
        await DeleteAsync(console, $"reply-rules/{second["id"]}", HttpStatusCode.NoContent);
        var gone = await DeleteAsync(console, $"reply-rules/{second["id"]}", HttpStatusCode.NotFound);

        Assert.Equal(("reply-rules", "extension"), ((string?)before["system"], (string?)before["matchedBy"]));
        Assert.Equal(["改期"], before["rules"]!.AsArray().Select(name => (string?)name));
        Assert.Equal(["reply-rules"], before["forwardedTo"]!.AsArray().Select(key => (string?)key));
        Assert.Equal(["改期二", "改期"], after["rules"]!.AsArray().Select(name => (string?)name));
        Assert.Equal("请致电总机改期", (string?)after["answer"]);
        Assert.True((bool)refusal["optsOut"]!);
        Assert.Equal("rule_pattern_invalid", (string?)broken["code"]);
        Assert.Equal("not_found", (string?)gone["code"]);
    }

    [Fact]
    public async Task Callback_tokenInTheQuery_isMasked_andKeptWhenItComesBackSo()
    {
        using var console = await platform.SignInAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        var url = $"{receiver.Url}&tok=SEKRET";
        await AddSystemAsync(console, "reply-token", url);
        const string Path = "systems/reply-token/callback";

        var shown = (string?)(await GetAsync(console, Path))["url"];
        await PutAsync(
            console,
            Path,
            new { url = shown, events = Array.Empty<string>() },
            HttpStatusCode.NoContent
        );
        var kept = await PostAsync(console, $"{Path}/test", null, HttpStatusCode.OK);
        var changed = await PutAsync(
            console,
            Path,
            new { url = "http://127.0.0.1:1/other?***" },
            HttpStatusCode.UnprocessableEntity
        );

        Assert.Equal(receiver.Url.Split('?')[0] + "?***", shown);
        Assert.True((bool)kept["delivered"]!);
        Assert.EndsWith(
            "&tok=SEKRET",
            Assert.Single(receiver.Callbacks).PathAndQuery,
            StringComparison.Ordinal
        );
        Assert.Equal(("field_invalid", "url"), ((string?)changed["code"], (string?)changed["field"]));
    }

    [Theory]
    [InlineData("ftp://10.0.0.1/")]
    [InlineData("http://user:secret@10.0.0.1/")]
    [InlineData("not a url")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[fe80::1]/")]
    public async Task Callback_addressThatIsNone_isRefused(string url)
    {
        using var console = await platform.SignInAsync();
        await AddSystemAsync(console, "reply-url", null);

        var problem = await PutAsync(
            console,
            "systems/reply-url/callback",
            new { url },
            HttpStatusCode.UnprocessableEntity
        );
        var missing = await PostAsync(
            console,
            "systems/reply-url/callback/test",
            null,
            HttpStatusCode.Conflict
        );

        Assert.Equal(
            ("field_invalid", "callback_missing"),
            ((string?)problem["code"], (string?)missing["code"])
        );
    }

    private static JsonObject Body(string number, object? more = null)
    {
        var body = more is null
            ? []
            : JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(more))!.AsObject();
        body["lane"] = "care";
        body["content"] = "复诊提醒";
        body["to"] = new JsonArray(number);
        return body;
    }

    private static async Task<Caller> AddSystemAsync(HttpClient console, string key, string? callbackUrl)
    {
        using var response = await console.PutAsJsonAsync(
            $"/api/admin/systems/{key}",
            new { name = key, defaultSignature = "仁和医院" },
            Cancellation
        );
        var secret =
            response.StatusCode == HttpStatusCode.Created
                ? (string)(await ReadAsync(response))["secret"]!
                : "";
        var callback = callbackUrl is null
            ? new JsonObject()
            : await PutAsync(
                console,
                $"systems/{key}/callback",
                new { url = callbackUrl, events = new[] { "reply" } },
                HttpStatusCode.Created
            );
        return new Caller(key, secret, (string?)callback["secret"] ?? "");
    }

    private async Task<(string Id, JsonNode Message)> SendAsync(
        Caller caller,
        string number,
        object? more = null
    )
    {
        var answer = await PostAsync(caller, Body(number, more));
        var id = (string?)answer["messages"]?[0]?["id"];
        Assert.True(id is not null, answer.ToJsonString());
        JsonNode message = new JsonObject();
        await WaitAsync(async () =>
            (string?)(message = await GetAsync(caller, $"/api/v1/messages/{id}"))["state"] == "delivered"
        );
        return (id, message);
    }

    private async Task<JsonNode> PostAsync(Caller caller, JsonObject body)
    {
        using var client = new SignedClient(platform.Url, caller.Key, caller.Secret, 1);
        using var response = await client.SendAsync(
            HttpMethod.Post,
            "/api/v1/messages",
            Encoding.UTF8.GetBytes(body.ToJsonString()),
            Cancellation
        );
        return await ReadAsync(response);
    }

    private async Task<JsonNode> GetAsync(Caller caller, string path)
    {
        using var client = new SignedClient(platform.Url, caller.Key, caller.Secret, 1);
        using var response = await client.SendAsync(HttpMethod.Get, path, [], Cancellation);
        return await ReadAsync(response);
    }

    private static async Task<JsonNode> GetAsync(HttpClient console, string path) =>
        JsonNode.Parse(await console.GetStringAsync("/api/admin/" + path, Cancellation))!;

    private static Task<JsonNode> PutAsync(
        HttpClient console,
        string path,
        object body,
        HttpStatusCode expected
    ) => SendAsync(console, HttpMethod.Put, path, body, expected);

    private static Task<JsonNode> PostAsync(
        HttpClient console,
        string path,
        object? body,
        HttpStatusCode expected
    ) => SendAsync(console, HttpMethod.Post, path, body, expected);

    private static Task<JsonNode> DeleteAsync(HttpClient console, string path, HttpStatusCode expected) =>
        SendAsync(console, HttpMethod.Delete, path, null, expected);

    private static async Task<JsonNode> SendAsync(
        HttpClient console,
        HttpMethod method,
        string path,
        object? body,
        HttpStatusCode expected
    )
    {
        using var request = new HttpRequestMessage(method, "/api/admin/" + path);
        request.Content = body is null ? null : JsonContent.Create(body);
        using var response = await console.SendAsync(request, Cancellation);
        var answer = await ReadAsync(response);
        Assert.True(response.StatusCode == expected, $"{response.StatusCode}: {answer.ToJsonString()}");
        return answer;
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    private static async Task<JsonNode> WaitForReplyAsync(HttpClient console, string query, string text)
    {
        JsonNode? found = null;
        await WaitAsync(async () =>
        {
            var page = await GetAsync(console, "replies?" + query);
            found = page["items"]!.AsArray().FirstOrDefault(item => (string?)item!["content"] == text);
            return found is not null;
        });
        return found!;
    }

    private static async Task<JsonNode> WaitForCallbackAsync(HttpClient console, string system, string state)
    {
        JsonNode? found = null;
        await WaitAsync(async () =>
        {
            var page = await GetAsync(console, $"callbacks?kind=reply&system={system}&state={state}");
            found = page["items"]!.AsArray().FirstOrDefault();
            return found is not null;
        });
        return found!;
    }

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private sealed record Caller(string Key, string Secret, string CallbackSecret);
}
