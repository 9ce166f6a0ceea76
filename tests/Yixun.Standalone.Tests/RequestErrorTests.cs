using System.Text;
using Xunit;
using Yixun.Core.Security;

namespace Yixun.Standalone.Tests;

public sealed class RequestErrorTests(PlatformFixture platform)
{
    private static readonly string Number = PlatformFixture.NewNumber();
    private static string Valid => $$"""{"lane":"care","content":"提醒","to":["{{Number}}"]}""";

    public static TheoryData<string, int, string> BadBodies =>
        new()
        {
            { "", 400, "json_invalid" },
            { "{", 400, "json_invalid" },
            { "[]", 400, "body_kind_invalid" },
            { "null", 400, "body_kind_invalid" },
            { """{"content":"提醒","to":["13800138000"]}""", 400, "field_missing" },
            {
                """{"lane":"care","content":"提醒","to":["13800138000"],"colour":"red"}""",
                400,
                "field_unknown"
            },
            { """{"lane":"care","lane":"otp","content":"提醒","to":["13800138000"]}""", 400, "json_invalid" },
            { """{"lane":"care","content":7,"to":["13800138000"]}""", 422, "field_invalid" },
            { """{"lane":"urgent","content":"提醒","to":["13800138000"]}""", 422, "lane_invalid" },
            { """{"lane":"care","to":["13800138000"]}""", 422, "content_missing" },
            {
                """{"lane":"care","content":"甲","templateId":"appointment","to":["13800138000"]}""",
                422,
                "content_missing"
            },
            { """{"lane":"care","content":"  ","to":["13800138000"]}""", 422, "content_invalid" },
            { """{"lane":"care","content":"\ud83d","to":["13800138000"]}""", 422, "field_invalid" },
            { """{"lane":"care","templateId":"none","to":["13800138000"]}""", 422, "template_unknown" },
            {
                """{"lane":"care","templateId":"appointment","to":["13800138000"]}""",
                422,
                "template_variable_missing"
            },
            { """{"lane":"care","content":"提醒","to":[]}""", 422, "recipients_invalid" },
            {
                """{"lane":"care","content":"提醒","signature":"【x】","to":["13800138000"]}""",
                422,
                "signature_text_invalid"
            },
            {
                """{"lane":"care","content":"提醒","extension":"12a","to":["13800138000"]}""",
                422,
                "extension_invalid"
            },
            {
                """{"lane":"care","content":"提醒","clientId":"","to":["13800138000"]}""",
                422,
                "client_id_invalid"
            },
            {
                """{"lane":"care","content":"提醒","scheduledAt":"2020-01-01T00:00:00Z","to":["13800138000"]}""",
                422,
                "schedule_invalid"
            },
            {
                """{"lane":"care","content":"提醒","scheduledAt":"2099-01-01 00:00:00","to":["13800138000"]}""",
                422,
                "schedule_invalid"
            },
        };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task Submit_badBody_isAClearProblem(string body, int expectedStatus, string code)
    {
        var (status, problem) = await platform.SendAsync(HttpMethod.Post, "/api/v1/messages", body);

        Assert.Equal((expectedStatus, code), (status, (string?)problem["code"]));
        Assert.Matches("[\u4e00-\u9fff]", (string?)problem["detail"]);
        Assert.Matches("^[ -~]+$", (string?)problem["title"]);
    }

    [Fact]
    public async Task Submit_contentOfMoreThanTenSegments_is422()
    {
        var (status, problem) = await platform.PostAsync(
            "/api/v1/messages",
            new
            {
                lane = "care",
                content = new string('长', 671),
                to = new[] { Number },
            }
        );

        Assert.Equal((422, "content_too_long"), (status, (string?)problem["code"]));
    }

    [Fact]
    public async Task Submit_moreThanAThousandNumbers_is422()
    {
        var (status, problem) = await platform.PostAsync(
            "/api/v1/messages",
            new
            {
                lane = "care",
                content = "提醒",
                to = Enumerable.Range(0, 1001).Select(index => $"1380013{index:D4}"),
            }
        );

        Assert.Equal((422, "recipients_invalid"), (status, (string?)problem["code"]));
    }

    [Fact]
    public async Task Submit_bodyOverTheLimit_is413()
    {
        var (status, problem) = await platform.SendAsync(
            HttpMethod.Post,
            "/api/v1/messages",
            new byte[9 << 20]
        );

        Assert.Equal((413, "body_too_large"), (status, (string?)problem["code"]));
    }

    [Theory]
    [InlineData(RequestSignature.KeyHeader, null, "signature_missing")]
    [InlineData(RequestSignature.KeyHeader, "nobody", "key_unknown")]
    [InlineData(RequestSignature.KeyHeader, "console", "signature_invalid")]
    [InlineData(RequestSignature.SignatureHeader, "00", "signature_invalid")]
    [InlineData(RequestSignature.TimestampHeader, "1000", "timestamp_invalid")]
    [InlineData(RequestSignature.TimestampHeader, "now", "timestamp_invalid")]
    [InlineData(RequestSignature.NonceHeader, "short", "nonce_invalid")]
    [InlineData(RequestSignature.NonceHeader, "another-nonce-of-32-characters", "signature_invalid")]
    public async Task Submit_badSignature_is401AndAcceptsNothing(string header, string? value, string code)
    {
        var (status, problem) = await platform.SendAsync(
            HttpMethod.Post,
            "/api/v1/messages",
            Valid,
            request =>
            {
                request.Headers.Remove(header);
                if (value is not null)
                {
                    request.Headers.Add(header, value);
                }
            }
        );

        Assert.Equal((401, code), (status, (string?)problem["code"]));
    }

    [Fact]
    public async Task Submit_sameNonceTwice_is401()
    {
        var headers = new Dictionary<string, string>();
        await platform.SendAsync(
            HttpMethod.Post,
            "/api/v1/messages",
            Valid,
            request =>
            {
                foreach (var header in request.Headers)
                {
                    headers[header.Key] = header.Value.Single();
                }
            }
        );

        var (status, problem) = await platform.SendAsync(
            HttpMethod.Post,
            "/api/v1/messages",
            Valid,
            request =>
            {
                foreach (var (name, value) in headers)
                {
                    request.Headers.Remove(name);
                    request.Headers.Add(name, value);
                }
            }
        );

        Assert.Equal((401, "nonce_used"), (status, (string?)problem["code"]));
    }

    [Fact]
    public async Task Submit_bodyChangedUnderway_is401()
    {
        var (status, problem) = await platform.SendAsync(
            HttpMethod.Post,
            "/api/v1/messages",
            Valid,
            request =>
                request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Valid.Replace("提醒", "诈骗")))
        );

        Assert.Equal((401, "signature_invalid"), (status, (string?)problem["code"]));
    }

    [Theory]
    [InlineData("/api/v1/messages/1")]
    [InlineData("/api/v1/messages/abc")]
    [InlineData("/api/v1/batches/1")]
    public async Task Get_nothingThere_is404(string path)
    {
        var (status, problem) = await platform.GetAsync(path);

        Assert.Equal((404, "not_found"), (status, (string?)problem["code"]));
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing")]
    [InlineData("GET", "/api")]
    [InlineData("POST", "/api/admin/nothing/at/all")]
    [InlineData("PATCH", "/api/v1/messages")]
    public async Task Request_thatNoFunctionTakes_is404WithAProblem(string verb, string path)
    {
        var (status, problem) = await platform.SendAsync(new HttpMethod(verb), path, "{}");

        Assert.Equal((404, "not_found"), (status, (string?)problem["code"]));
    }

    [Fact]
    public async Task Find_withoutClientId_is422()
    {
        var (status, problem) = await platform.GetAsync("/api/v1/messages");

        Assert.Equal((422, "clientId"), (status, (string?)problem["field"]));
    }
}
