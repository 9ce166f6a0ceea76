using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Xunit;
using Yixun.LoadTest;

namespace Yixun.Standalone.Tests;

/// <summary>Signatures, templates and routes on a platform of their own, whose channels are changed.</summary>
public sealed class RegistryTests : IAsyncLifetime
{
    private const string Number = "13800138001";

    private Platform _platform = null!;
    private SignedClient _system = null!;
    private HttpClient _console = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _platform = await Platform.StartAsync(
            PlatformFixture.AssemblyOf("Yixun.Standalone"),
            Platform.OpenLanes + ",\"TemplateReview\":true",
            null,
            0,
            Cancellation
        );
        _system = new SignedClient(_platform, 4);
        _console = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = _platform.Url,
        };
        _console.DefaultRequestHeaders.Add("X-Yixun-Console", "1");
        var admin = _platform.Ready.GetProperty("admin");
        await SendAsync(
            HttpMethod.Post,
            "/api/admin/session",
            new
            {
                account = admin.GetProperty("account").GetString(),
                password = admin.GetProperty("password").GetString(),
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        _console.Dispose();
        _system.Dispose();
        await _platform.DisposeAsync();
    }

    [Fact]
    public async Task Signature_unregistered_is_blocked_registered_passes_and_its_end_blocks_again()
    {
        var signature = await ActiveSignatureAsync();
        // Mobile asks for registrations, the others do not: so it is not known at submission, but at dispatch.
        await RequireSignaturesAsync("mobile");

        var blocked = await SendOneAsync();
        Assert.Equal("blocked", (string?)blocked["state"]);
        Assert.Equal("signature_unregistered", (string?)blocked["failure"]!["code"]);
        Assert.Contains("未在该运营商报备", (string?)blocked["failure"]!["cause"], StringComparison.Ordinal);
        Assert.Contains(
            "通道选择：可达的通道都要求签名报备，而该签名未报备。",
            blocked["routingText"]!.AsArray().Select(sentence => (string?)sentence)
        );

        var (_, added) = await SendAsync(HttpMethod.Post, "/api/admin/signatures", new { text = signature });
        var path = $"/api/admin/signatures/{added["id"]}/registrations";
        var (_, registration) = await SendAsync(HttpMethod.Post, path, new { carrier = "mobile" });
        var statePath = $"{path}/{registration["id"]}/state";
        var (skipped, _) = await SendAsync(
            HttpMethod.Post,
            statePath,
            new { state = "registered", revision = 1 }
        );
        var (_, submitted) = await SendAsync(
            HttpMethod.Post,
            statePath,
            new { state = "submitted", revision = 1 }
        );
        var (stale, conflict) = await SendAsync(
            HttpMethod.Post,
            statePath,
            new { state = "registered", revision = 1 }
        );
        Assert.Equal(409, skipped);
        Assert.Equal("submitted", (string?)submitted["state"]);
        Assert.Equal((409, "revision_conflict"), (stale, (string?)conflict["code"]));
        var end = DateTimeOffset.UtcNow.AddDays(20);
        var (_, registered) = await SendAsync(
            HttpMethod.Post,
            statePath,
            new
            {
                state = "registered",
                revision = 2,
                expiresAt = end,
                reference = "YD-2026-1",
            }
        );
        Assert.True((bool)registered["expiresSoon"]!);

        Assert.Equal("delivered", (string?)(await SendOneAsync())["state"]);

        // Time can't be moved in another process; the row's end can.
        await ExecuteAsync(
            $"UPDATE signature_registrations SET expires_at = {DateTimeOffset.UtcNow.AddSeconds(-1).ToUnixTimeMilliseconds()}"
        );
        // Any change makes the process read its reference data anew.
        await SendAsync(
            HttpMethod.Put,
            "/api/admin/number-segments/1549998",
            new { carrier = "unicom", kind = "own" }
        );

        Assert.Equal("signature_unregistered", (string?)(await SendOneAsync())["failure"]!["code"]);
        var (_, table) = await SendAsync(HttpMethod.Get, "/api/admin/signature-export", null);
        Assert.Contains(
            $"{signature},,,,中国移动,全部,已到期",
            (string?)table["text"],
            StringComparison.Ordinal
        );
        var (inUse, _) = await SendAsync(HttpMethod.Delete, $"/api/admin/signatures/{added["id"]}", null);
        Assert.Equal(409, inUse);
    }

    [Fact]
    public async Task Signature_registered_nowhere_is_refused_at_submission_and_goes_by_the_channel_that_does_not_ask()
    {
        await RequireSignaturesAsync("mobile", "unicom", "telecom");

        var (status, refusal) = await SubmitAsync();
        Assert.Equal(422, status);
        Assert.Equal("signature_unregistered", (string?)refusal["code"]);

        // Unicom's gateway takes all three networks' numbers here, and asks for nothing.
        await ExecuteAsync(
            "UPDATE channels SET signature_required = 0, carriers = 'Mobile,Unicom,Telecom' WHERE id = 'unicom'"
        );
        await ReloadAsync();
        var sent = await SendOneAsync();

        Assert.Equal("unicom", (string?)sent["channel"]);
        Assert.Contains("not=mobile:signature", (string?)sent["routing"], StringComparison.Ordinal);
        Assert.Contains(
            sent["routingText"]!.AsArray(),
            sentence => ((string?)sentence)!.Contains("（mobile）（签名未报备）", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task SignatureDocument_pdf_is_kept_encrypted_and_given_back_and_others_are_refused()
    {
        var (_, added) = await SendAsync(HttpMethod.Post, "/api/admin/signatures", new { text = "材料医院" });
        var path = $"/api/admin/signatures/{added["id"]}/documents";
        var pdf = Encoding.ASCII.GetBytes("%PDF-1.7 the hospital's licence");

        var (status, document) = await UploadAsync($"{path}?kind=license&fileName=执照.pdf", pdf);
        var (refused, problem) = await UploadAsync(
            $"{path}?kind=license&fileName=a.pdf",
            "<html>"u8.ToArray()
        );
        var (large, _) = await UploadAsync(
            $"{path}?kind=license&fileName=a.pdf",
            [.. "%PDF-"u8, .. new byte[10 << 20]]
        );
        using var got = await _console.GetAsync($"{path}/{document["id"]}", Cancellation);

        Assert.Equal(201, status);
        Assert.Equal((422, "file_type_invalid"), (refused, (string?)problem["code"]));
        Assert.Equal(413, large);
        Assert.Equal(pdf, await got.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal("application/pdf", got.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", got.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(
            0L,
            await ExecuteAsync(
                "SELECT count(*) FROM signature_documents WHERE instr(content_cipher, CAST('licence' AS BLOB)) > 0"
            )
        );
        var (deleted, _) = await SendAsync(HttpMethod.Delete, $"/api/admin/signatures/{added["id"]}", null);
        Assert.Equal(204, deleted);
        Assert.Equal(0L, await ExecuteAsync("SELECT count(*) FROM signature_documents"));
    }

    [Fact]
    public async Task Template_under_review_waits_for_somebody_else_and_messages_keep_the_approved_version()
    {
        const string Path = "/api/admin/templates/notice-a";
        var (put, _) = await SendAsync(
            HttpMethod.Put,
            Path,
            new
            {
                name = "通知",
                text = "{name}，请于{day}到院。",
                definitions = new[]
                {
                    new
                    {
                        name = "day",
                        type = "date",
                        example = "7月3日",
                    },
                    new
                    {
                        name = "name",
                        type = "name",
                        example = "张三",
                    },
                },
            }
        );
        var (_, early) = await SubmitAsync("notice-a", "7月3日");
        await SendAsync(HttpMethod.Post, Path + "/submit", new { });
        var (own, ownProblem) = await SendAsync(HttpMethod.Post, Path + "/approve", new { });
        // Another person wrote it.
        await ExecuteAsync("UPDATE template_versions SET author = 'li' WHERE template_id = 'notice-a'");
        var (approved, _) = await SendAsync(HttpMethod.Post, Path + "/approve", new { note = "可以" });
        await SendAsync(HttpMethod.Put, Path, new { name = "通知", text = "改过的{name}{day}" });
        var (_, preview) = await SendAsync(HttpMethod.Post, Path + "/preview", new { version = 1 });
        var (_, wrong) = await SubmitAsync("notice-a", "后天");
        var (_, lane) = await SubmitAsync("notice-a", "7月3日", "otp");
        var (accepted, _) = await SubmitAsync("notice-a", "7月3日");
        var (_, detail) = await SendAsync(HttpMethod.Get, Path, null);

        Assert.Equal(204, put);
        Assert.Equal("template_unknown", (string?)early["code"]);
        Assert.Equal((403, "template_reviewer_is_author"), (own, (string?)ownProblem["code"]));
        Assert.Equal(204, approved);
        Assert.EndsWith("张三，请于7月3日到院。", (string?)preview["text"], StringComparison.Ordinal);
        Assert.Equal(1, (int)preview["segments"]!);
        Assert.Equal("template_variable_invalid", (string?)wrong["code"]);
        Assert.Equal("template_lane_not_allowed", (string?)lane["code"]);
        Assert.Equal(202, accepted);
        Assert.Equal("draft", (string?)detail["template"]!["state"]);
        Assert.Equal(1, (int)detail["template"]!["version"]!);
        Assert.Equal(2, (int)detail["template"]!["pending"]!["version"]!);
        Assert.Equal(
            ["draft", "approved", "reviewing", "draft"],
            detail["changes"]!.AsArray().Select(change => (string?)change!["action"])
        );
        Assert.Equal(
            1L,
            await ExecuteAsync(
                "SELECT count(*) FROM batches WHERE template_id = 'notice-a' AND template_version = 1"
            )
        );
    }

    [Fact]
    public async Task RouteRule_is_checked_ordered_explained_and_obeyed()
    {
        const string Rules = "/api/admin/route-rules";
        var (unknown, problem) = await SendAsync(
            HttpMethod.Put,
            $"{Rules}/to-none",
            new { name = "甲", channels = new[] { "nowhere" } }
        );
        await SendAsync(
            HttpMethod.Put,
            $"{Rules}/first",
            new
            {
                name = "随访不发",
                lanes = new[] { "followup" },
                deny = true,
            }
        );
        var (_, second) = await SendAsync(
            HttpMethod.Put,
            $"{Rules}/second",
            new
            {
                name = "全部不发",
                carriers = new[] { "mobile" },
                deny = true,
            }
        );
        var (lost, _) = await SendAsync(
            HttpMethod.Put,
            $"{Rules}/second",
            new { name = "晚来的", revision = 0 }
        );
        var (_, ordered) = await SendAsync(
            HttpMethod.Put,
            "/api/admin/route-rule-order",
            new { ids = new[] { "second", "first" } }
        );
        var (_, explained) = await SendAsync(
            HttpMethod.Post,
            "/api/admin/routes/explain",
            new
            {
                to = Number,
                lane = "care",
                content = "测试",
            }
        );
        var denied = await SendOneAsync();
        var (deleted, _) = await SendAsync(HttpMethod.Delete, $"{Rules}/second", null);

        Assert.Equal((422, "channel_unknown"), (unknown, (string?)problem["code"]));
        Assert.Equal(409, lost);
        Assert.Equal(["second", "first"], ordered.AsArray().Select(rule => (string?)rule!["id"]));
        Assert.Equal(1, (int)second["revision"]!);
        Assert.Equal("denied", (string?)explained["outcome"]);
        Assert.Equal(
            ["denies", "notasked"],
            explained["rules"]!.AsArray().Select(rule => (string?)rule!["verdict"])
        );
        Assert.Equal(
            ["mobile", "telecom", "unicom"],
            explained["channels"]!
                .AsArray()
                .Select(channel => (string)channel!["id"]!)
                .Where(channel => channel != "mobile-mms")
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal("route_denied", (string?)denied["failure"]!["code"]);
        Assert.Contains(
            "路由规则：由规则“全部不发（second）”决定。",
            denied["routingText"]!.AsArray().Select(sentence => (string?)sentence)
        );
        Assert.Equal(204, deleted);
        Assert.Equal("delivered", (string?)(await SendOneAsync())["state"]);
    }

    [Fact]
    public async Task NumberPlan_import_checks_all_rows_and_writes_all_or_none()
    {
        var bad = Encoding.UTF8.GetBytes(
            "号段,运营商,类型,省份\n1549990,联通,自有,广东省\n15499,火星,自有,\n1549990,联通\nabc,联通\n1549991,unicom,own,加州\n"
        );
        var (_, none) = await UploadAsync("/api/admin/number-segments/import", bad, "text/csv");
        var (_, some) = await UploadAsync("/api/admin/number-segments/import?mode=valid", bad, "text/csv");
        var (notUtf8, encoding) = await UploadAsync(
            "/api/admin/number-segments/import",
            [.. "1549990,"u8, 0xC1, 0xAA, 0xCD, 0xA8],
            "text/csv"
        );
        var (type, _) = await UploadAsync("/api/admin/number-segments/import", bad, "image/png");
        var many = new StringBuilder();
        for (var prefix = 1_540_000; prefix < 1_560_000; prefix++)
        {
            many.Append(prefix).Append(",unicom,own,北京\n");
        }

        var (_, all) = await UploadAsync(
            "/api/admin/number-segments/import",
            Encoding.UTF8.GetBytes(many.ToString()),
            "text/csv"
        );
        var (_, page) = await SendAsync(
            HttpMethod.Get,
            "/api/admin/number-segments?prefix=154999&limit=3&after=1549990",
            null
        );
        var (_, explained) = await SendAsync(
            HttpMethod.Post,
            "/api/admin/routes/explain",
            new { to = "15499901234", lane = "care" }
        );

        Assert.Equal((5, 0, 4), ((int)none["rows"]!, (int)none["imported"]!, (int)none["invalid"]!));
        Assert.Equal(
            ["3:carrier_invalid", "4:prefix_duplicate", "5:prefix_invalid", "6:province_invalid"],
            none["errors"]!.AsArray().Select(error => $"{error!["line"]}:{error["code"]}")
        );
        Assert.Equal(1, (int)some["imported"]!);
        Assert.Equal((422, "file_encoding_invalid"), (notUtf8, (string?)encoding["code"]));
        Assert.Equal(422, type);
        Assert.Equal(20_000, (int)all["imported"]!);
        Assert.Equal(
            ["1549991", "1549992", "1549993"],
            page.AsArray().Select(segment => (string?)segment!["prefix"])
        );
        Assert.Equal("北京", (string?)explained["province"]);
        Assert.Contains(
            "by=prefix:1549990 province=北京",
            (string?)explained["routing"],
            StringComparison.Ordinal
        );
    }

    /// <summary>The signature that the platform's system sends under.</summary>
    private async Task<string> ActiveSignatureAsync() =>
        (string)
            (await SendAsync(HttpMethod.Get, "/api/admin/systems", null))
                .Body.AsArray()
                .Single(system => (string?)system!["key"] == _platform.Key)!["defaultSignature"]!;

    private async Task RequireSignaturesAsync(params string[] channels)
    {
        foreach (var channel in channels)
        {
            await ExecuteAsync($"UPDATE channels SET signature_required = 1 WHERE id = '{channel}'");
        }

        await ReloadAsync();
    }

    /// <summary>A change through the API makes the process read its reference data anew.</summary>
    private async Task ReloadAsync() =>
        Assert.Equal(
            204,
            (
                await SendAsync(
                    HttpMethod.Put,
                    "/api/admin/number-segments/1549999",
                    new { carrier = "unicom", kind = "own" }
                )
            ).Status
        );

    private Task<(int Status, JsonNode Body)> SubmitAsync() =>
        SubmitAsync(
            new
            {
                lane = "care",
                content = "请到3号窗口取药。" + Guid.NewGuid(),
                to = new[] { Number },
            }
        );

    private Task<(int Status, JsonNode Body)> SubmitAsync(
        string template,
        string day,
        string lane = "care"
    ) =>
        SubmitAsync(
            new
            {
                lane,
                templateId = template,
                variables = new { name = "王五", day },
                to = new[] { Number },
            }
        );

    private async Task<(int Status, JsonNode Body)> SubmitAsync(object body)
    {
        using var response = await _system.SendAsync(
            HttpMethod.Post,
            "/api/v1/messages",
            System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
                body,
                System.Text.Json.JsonSerializerOptions.Web
            ),
            Cancellation
        );
        return ((int)response.StatusCode, await ReadAsync(response));
    }

    /// <summary>Submits a message and waits for its end.</summary>
    private async Task<JsonNode> SendOneAsync()
    {
        var (status, body) = await SubmitAsync();
        Assert.Equal(202, status);
        var id = (string)body["messages"]![0]!["id"]!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync(limit.Token))
        {
            var (_, message) = await SendAsync(HttpMethod.Get, $"/api/admin/messages/{id}", null);
            if ((string?)message["state"] is "blocked" or "delivered" or "failed")
            {
                return message;
            }
        }

        throw new InvalidOperationException(id);
    }

    private async Task<(int Status, JsonNode Body)> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        using var response = await _console.SendAsync(request, Cancellation);
        return ((int)response.StatusCode, await ReadAsync(response));
    }

    private async Task<(int Status, JsonNode Body)> UploadAsync(
        string path,
        byte[] content,
        string type = "application/octet-stream"
    )
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new(type);
        using var response = await _console.PostAsync(path, body, Cancellation);
        return ((int)response.StatusCode, await ReadAsync(response));
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return text.Length == 0 ? new JsonObject()
            : response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal)
            == true
                ? JsonNode.Parse(text)!
            : new JsonObject { ["text"] = text };
    }

    private async Task<object?> ExecuteAsync(string statement)
    {
        var file = Directory
            .EnumerateFiles(Path.Combine(_platform.Folder, "data"), "*.db", SearchOption.AllDirectories)
            .Single();
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString()
        );
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
