using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Yixun.Standalone.Tests;

/// <summary>MMS from the request to the phone, its reports and its records; and the short message with a link in its place.</summary>
public sealed partial class MmsTests(MmsPlatform platform) : IClassFixture<MmsPlatform>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mms_toThreeCarriers_arrivesFallsBackAndIsRefused()
    {
        var (mobile, unicom, telecom) = (
            MmsPlatform.NewNumber("138"),
            MmsPlatform.NewNumber("130"),
            MmsPlatform.NewNumber("189")
        );
        var (status, answer) = await platform.PostAsync(
            "/api/v1/mms",
            Request(
                [mobile, unicom, telecom],
                request => request["fallback"] = new JsonObject { ["sms"] = true, ["content"] = "您的报告：" }
            )
        );

        Assert.True(status == 202, answer.ToJsonString());
        Assert.Equal(2, answer["messages"]!.AsArray().Count);
        Assert.Equal(2, (int)answer["segments"]!);
        var refused = Assert.Single(answer["rejected"]!.AsArray())!;
        Assert.Equal(
            (telecom, "mms_too_large_for_carrier"),
            ((string)refused["to"]!, (string)refused["code"]!)
        );

        await ArrivesAsync(mobile, (string)answer["messages"]![0]!["id"]!);
        await FallsBackAsync(unicom, (string)answer["messages"]![1]!["id"]!);
        var batch = (await platform.GetAsync($"/api/v1/batches/{answer["batchId"]}")).Body;
        Assert.Equal(2, (int)batch["states"]!["delivered"]!);
    }

    private async Task ArrivesAsync(string number, string id)
    {
        var record = await platform.UntilAsync(
            $"/api/v1/messages/{id}",
            body => (string?)body["state"] == "delivered" && body["mms"]!["readAt"] is not null
        );
        var shown = Assert.Single(await platform.PhoneAsync(number))!;
        Assert.Equal("【医讯演示】检查报告", (string?)shown["mms"]!["subject"]);
        Assert.Equal(
            [Sha256(MmsFiles.Png), Sha256(MmsFiles.Gif)],
            shown["mms"]!["media"]!
                .AsArray()
                .Where(medium => ((string)medium!["type"]!).StartsWith("image/", StringComparison.Ordinal))
                .Select(medium => (string?)medium!["sha256"])
        );
        Assert.Equal(
            ("mms", "mobile-mms", "mms", 1),
            (
                (string?)record["kind"],
                (string?)record["channel"],
                (string?)record["mms"]!["sentAs"],
                (int)record["billableSegments"]!
            )
        );
        Assert.Equal(
            ["1 picture image/png", "1 text text/plain", "2 picture image/gif"],
            record["mms"]!["parts"]!
                .AsArray()
                .Select(part => $"{part!["slide"]} {part["kind"]} {part["type"]}")
        );
        Assert.Equal("第一页", (string?)record["mms"]!["parts"]![1]!["text"]);
        using var file = await platform.FetchAsync($"/api/v1/messages/{id}/media/1");
        Assert.Equal("image/png", file.Content.Headers.ContentType!.MediaType);
        Assert.Equal(MmsFiles.Png, await file.Content.ReadAsByteArrayAsync(Cancellation));
        using var missing = await platform.FetchAsync($"/api/v1/messages/{id}/media/9");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    private async Task FallsBackAsync(string number, string id)
    {
        var record = await platform.UntilAsync(
            $"/api/v1/messages/{id}",
            body => (string?)body["state"] == "delivered"
        );
        var text = (string)Assert.Single(await platform.PhoneAsync(number))!["text"]!;
        var link = Link().Match(text);
        Assert.True(link.Success, text);
        Assert.Equal($"【医讯演示】您的报告： {link.Value}", text);
        Assert.Equal(
            ("mms", "unicom", "sms", text),
            (
                (string?)record["kind"],
                (string?)record["channel"],
                (string?)record["mms"]!["sentAs"],
                (string?)record["content"]
            )
        );
        Assert.StartsWith("mms→sms", (string?)record["routing"], StringComparison.Ordinal);
        var told = record["routingText"]!.AsArray().Select(step => (string)step!).ToList();
        Assert.StartsWith("彩信：没有彩信通道可发", told[0], StringComparison.Ordinal);
        Assert.All(told, step => Assert.DoesNotContain('=', step));
        Assert.Null(record["mms"]!["openedAt"]);

        using var page = await platform.Plain.GetAsync(
            new Uri(platform.Url, link.Groups["path"].Value),
            Cancellation
        );
        var html = await page.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Contains(
            "default-src 'none'",
            page.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        Assert.Equal("noindex, nofollow", page.Headers.GetValues("X-Robots-Tag").Single());
        Assert.Contains("【医讯演示】检查报告", html, StringComparison.Ordinal);
        Assert.Contains("第一页", html, StringComparison.Ordinal);
        Assert.Contains("仁和医院", html, StringComparison.Ordinal);
        Assert.DoesNotContain(number, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        var sources = Sources().Matches(html).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(2, sources.Count);
        using var picture = await platform.Plain.GetAsync(new Uri(platform.Url, sources[0]), Cancellation);
        Assert.Equal(MmsFiles.Png, await picture.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal("nosniff", picture.Headers.GetValues("X-Content-Type-Options").Single());

        var opened = (await platform.GetAsync($"/api/v1/messages/{id}")).Body;
        Assert.NotNull(opened["mms"]!["openedAt"]);
    }

    [Fact]
    public async Task Mms_withoutAChannelAndWithoutFallback_fails()
    {
        var (status, answer) = await platform.PostAsync(
            "/api/v1/mms",
            Request([MmsPlatform.NewNumber("130")])
        );
        Assert.Equal(202, status);
        var record = await platform.UntilAsync(
            $"/api/v1/messages/{answer["messages"]![0]!["id"]}",
            body => (string?)body["state"] == "failed"
        );
        Assert.Equal("NOROUTE", (string?)record["failure"]!["code"]);
    }

    [Fact]
    public async Task Mms_asAForm_isTheSameSubmissionWhateverItsBoundary()
    {
        var number = MmsPlatform.NewNumber("138");
        var request = Request([number], json => json["clientId"] = $"form-{number}");
        request["slides"]![0]!["media"]![0] = new JsonObject { ["file"] = "photo" };
        var first = await PostFormAsync(request, MmsFiles.Png);
        var again = await PostFormAsync(request, MmsFiles.Png);
        var other = await PostFormAsync(request, MmsFiles.Gif);

        Assert.Equal(202, first.Status);
        Assert.Equal(200, again.Status);
        Assert.Equal((string?)first.Body["batchId"], (string?)again.Body["batchId"]);
        Assert.Equal((409, "client_id_conflict"), (other.Status, (string?)other.Body["code"]));
        await platform.UntilAsync(
            $"/api/v1/messages/{first.Body["messages"]![0]!["id"]}",
            body => (string?)body["state"] == "delivered"
        );
        Assert.Single(await platform.PhoneAsync(number));
    }

    [Fact]
    public async Task Form_withoutTheFile_namesTheMedium()
    {
        var request = Request([MmsPlatform.NewNumber("138")]);
        request["slides"]![0]!["media"]![0] = new JsonObject { ["file"] = "other" };
        var (status, body) = await PostFormAsync(request, MmsFiles.Png);
        Assert.Equal(
            (422, "mms_file_missing", "slides[0].media[0]"),
            (status, (string?)body["code"], (string?)body["field"])
        );
    }

    public static TheoryData<string, string, string, string> Refusals =>
        new()
        {
            { "/subject", "\"\"", "mms_subject_invalid", "subject" },
            { "/subject", "\"a\\nb\"", "mms_subject_invalid", "subject" },
            { "/slides", "[]", "mms_empty", "slides" },
            { "/slides/0", "{}", "mms_slide_empty", "slides[0]" },
            { "/slides/0", """{"text":"a","seconds":0}""", "mms_duration_invalid", "slides[0]" },
            { "/slides/0", """{"text":"a","seconds":601}""", "mms_duration_invalid", "slides[0]" },
            { "/slides/0/media/0", "{}", "mms_medium_missing", "slides[0].media[0]" },
            { "/slides/0/media/0", """{"base64":"AAAA"}""", "mms_type_not_allowed", "slides[0].media[0]" },
            {
                "/slides/0/media/0",
                """{"base64":"AAAA","type":"image/png"}""",
                "mms_type_mismatch",
                "slides[0].media[0]"
            },
            {
                "/slides/0/media/0",
                """{"base64":"AAAA","type":"text/html"}""",
                "mms_type_not_allowed",
                "slides[0].media[0]"
            },
            {
                "/slides/0/media/0",
                """{"base64":"/9j/4AAE"}""",
                "mms_picture_unreadable",
                "slides[0].media[0]"
            },
            { "/slides/0/media/0", """{"base64":"?"}""", "field_invalid", "slides[0].media[0].base64" },
            { "/slides/0/media/0", "null", "field_invalid", "slides[0].media[0]" },
            { "/slides/0", "null", "field_invalid", "slides[0]" },
            { "/signature", "\"x\"", "signature_text_invalid", "signature" },
            { "/lane", "\"nothing\"", "lane_invalid", "lane" },
            { "/to", "[]", "recipients_invalid", "to" },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Mms_withAFault_isRefusedByItsCode(string place, string value, string code, string field)
    {
        var request = Request([MmsPlatform.NewNumber("138")]);
        var path = place.Split('/')[1..];
        JsonNode node = request;
        foreach (var step in path[..^1])
        {
            node = node is JsonArray list ? list[int.Parse(step, null)]! : node[step]!;
        }

        if (node is JsonArray array)
        {
            array[int.Parse(path[^1], null)] = JsonNode.Parse(value);
        }
        else
        {
            node[path[^1]] = JsonNode.Parse(value);
        }

        var (_, body) = await platform.PostAsync("/api/v1/mms", request);
        Assert.Equal((code, field), ((string?)body["code"], (string?)body["field"]));
    }

    [Fact]
    public async Task Mms_tooLargeInAllOrOfTooManySounds_isRefused()
    {
        var request = Request([MmsPlatform.NewNumber("138")]);
        byte[] large = [.. MmsFiles.Gif, .. new byte[200 * 1024]];
        request["slides"]![0]!["media"]![0] = Medium(large);
        request["slides"]![1]!["media"]![0] = Medium(large);
        Assert.Equal(
            "mms_total_too_large",
            (string?)(await platform.PostAsync("/api/v1/mms", request)).Body["code"]
        );

        var crowded = Request([MmsPlatform.NewNumber("138")]);
        crowded["slides"]![0]!["media"]!.AsArray().Add(Medium(MmsFiles.Gif));
        Assert.Equal(
            "mms_slide_overcrowded",
            (string?)(await platform.PostAsync("/api/v1/mms", crowded)).Body["code"]
        );
    }

    [Fact]
    public async Task Link_thatIsUnknown_saysOnlyWhomToCall()
    {
        using var page = await platform.Plain.GetAsync(new Uri(platform.Url, "/m/AAAAAAAAAA"), Cancellation);
        var html = await page.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Contains("仁和医院", html, StringComparison.Ordinal);
        Assert.Contains("010-12345678", html, StringComparison.Ordinal);
        using var part = await platform.Plain.GetAsync(
            new Uri(platform.Url, "/m/AAAAAAAAAA/1"),
            Cancellation
        );
        Assert.Equal(HttpStatusCode.NotFound, part.StatusCode);
    }

    [Fact]
    public async Task Reply_asMms_isKeptWithItsPicture()
    {
        var number = MmsPlatform.NewNumber("138");
        using var sent = await platform.Plain.PostAsJsonAsync(
            new Uri(platform.Simulator, "/api/mms-replies"),
            new
            {
                from = number,
                to = "106900001234",
                subject = "伤口照片",
                text = "请看",
                media = new[] { new { type = "image/gif", data = MmsFiles.Gif } },
                gateway = "mobile-mms",
            },
            Cancellation
        );
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        using var console = await platform.SignInAsync();
        var reply = await MmsPlatform.UntilAsync(
            async () =>
                JsonNode.Parse(await console.GetStringAsync("/api/admin/replies", Cancellation))!["items"]!
                    .AsArray()
                    .FirstOrDefault(item => (string?)item!["content"] == "伤口照片\n请看"),
            found => found is not null
        );
        var medium = Assert.Single(reply!["media"]!.AsArray())!;
        Assert.Equal(("image/gif", MmsFiles.Gif.Length), ((string?)medium["type"], (int)medium["size"]!));
        Assert.Equal(
            MmsFiles.Gif,
            await console.GetByteArrayAsync(
                $"/api/admin/replies/{reply["id"]}/media/{medium["part"]}",
                Cancellation
            )
        );
    }

    [Fact]
    public async Task Console_sendsListsAndShowsMms()
    {
        using var console = await platform.SignInAsync();
        var number = MmsPlatform.NewNumber("138");
        using var sent = await console.PostAsync(
            "/api/admin/mms",
            new StringContent(Request([number]).ToJsonString(), Encoding.UTF8, "application/json"),
            Cancellation
        );
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        var answer = JsonNode.Parse(await sent.Content.ReadAsStringAsync(Cancellation))!;
        var id = (string)answer["messages"]![0]!["id"]!;
        var sms = await platform.PostAsync(
            "/api/v1/messages",
            JsonNode.Parse($$"""{"lane":"care","content":"短信","to":["{{number}}"]}""")!
        );
        var smsId = (string)sms.Body["messages"]![0]!["id"]!;

        var mmsIds = await IdsAsync(console, "kind=mms&limit=200");
        Assert.Contains(id, mmsIds);
        Assert.DoesNotContain(smsId, mmsIds);
        Assert.Equal(mmsIds.OrderByDescending(long.Parse), mmsIds);
        var smsIds = await IdsAsync(console, "kind=sms&limit=200");
        Assert.Contains(smsId, smsIds);
        Assert.DoesNotContain(id, smsIds);
        Assert.Equal([id], await IdsAsync(console, $"kind=mms&to={number}"));

        var record = JsonNode.Parse(await console.GetStringAsync($"/api/admin/messages/{id}", Cancellation))!;
        Assert.Equal("第一页", (string?)record["mms"]!["parts"]![1]!["text"]);
        Assert.Equal(
            MmsFiles.Png,
            await console.GetByteArrayAsync($"/api/admin/messages/{id}/media/1", Cancellation)
        );
        using var anonymous = await platform.Plain.GetAsync(
            new Uri(platform.Url, $"/api/admin/messages/{id}/media/1"),
            Cancellation
        );
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
    }

    private static async Task<List<string>> IdsAsync(HttpClient console, string query) =>
        [
            .. JsonNode.Parse(await console.GetStringAsync($"/api/admin/messages?{query}", Cancellation))![
                "items"
            ]!
                .AsArray()
                .Select(item => (string)item!["id"]!),
        ];

    private async Task<(int Status, JsonNode Body)> PostFormAsync(JsonObject request, byte[] photo)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(request.ToJsonString(), Encoding.UTF8, "application/json"), "request" },
            { new ByteArrayContent(photo), "photo", "照片.png" },
        };
        var body = await form.ReadAsByteArrayAsync(Cancellation);
        return await platform.PostAsync("/api/v1/mms", body, form.Headers.ContentType!);
    }

    private static JsonObject Request(string[] to, Action<JsonObject>? change = null)
    {
        var request = new JsonObject
        {
            ["lane"] = "care",
            ["to"] = new JsonArray([.. to.Select(number => JsonValue.Create(number))]),
            ["subject"] = "检查报告",
            ["slides"] = new JsonArray(
                new JsonObject { ["text"] = "第一页", ["media"] = new JsonArray(Medium(MmsFiles.Png)) },
                new JsonObject { ["seconds"] = 8, ["media"] = new JsonArray(Medium(MmsFiles.Gif)) }
            ),
        };
        change?.Invoke(request);
        return request;
    }

    private static JsonObject Medium(byte[] file) => new() { ["base64"] = Convert.ToBase64String(file) };

    private static string Sha256(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));

    [GeneratedRegex("https://m\\.example\\.org(?<path>/m/[0-9A-Za-z]{10})$")]
    private static partial Regex Link();

    [GeneratedRegex("src=\"([^\"]+)\"")]
    private static partial Regex Sources();
}
