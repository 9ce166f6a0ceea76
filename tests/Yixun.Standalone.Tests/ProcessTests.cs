using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.LoadTest;

namespace Yixun.Standalone.Tests;

/// <summary>How the process starts, stops, goes on, and says what is wrong.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly string Assembly = PlatformFixture.AssemblyOf("Yixun.Standalone");
    private readonly string _folder = Directory.CreateTempSubdirectory("yixun-process-").FullName;

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public async Task Start_secondTimeOnTheSameData_goesOnWhereItWas()
    {
        var cancellation = TestContext.Current.CancellationToken;
        string id;
        JsonElement first;
        var body = Encoding.UTF8.GetBytes(
            """{"clientId":"before-restart","lane":"care","content":"重启前","to":["13800138000"]}"""
        );
        var sent = new Dictionary<string, string>();
        var platform = await Platform.StartAsync(Assembly, Platform.OpenLanes, _folder, 0, cancellation);
        using (var client = new SignedClient(platform, 1))
        {
            using var response = await client.SendAsync(
                HttpMethod.Post,
                "/api/v1/messages",
                body,
                cancellation,
                request =>
                {
                    foreach (var header in request.Headers)
                    {
                        sent[header.Key] = header.Value.Single();
                    }
                }
            );
            id = await IdOfAsync(response);
            first = platform.Ready;
        }

        Assert.Equal(0, await platform.StopAsync(TimeSpan.FromSeconds(10)));

        await using var again = await Platform.StartAsync(
            Assembly,
            Platform.OpenLanes,
            _folder,
            0,
            cancellation
        );
        using var secondClient = new SignedClient(again, 1);
        using var repeated = await secondClient.SendAsync(
            HttpMethod.Post,
            "/api/v1/messages",
            body,
            cancellation
        );
        using var replayed = await secondClient.SendAsync(
            HttpMethod.Post,
            "/api/v1/messages",
            body,
            cancellation,
            request =>
            {
                foreach (var (name, value) in sent)
                {
                    request.Headers.Remove(name);
                    request.Headers.Add(name, value);
                }
            }
        );

        Assert.Equal(
            first.GetProperty("system").GetRawText(),
            again.Ready.GetProperty("system").GetRawText()
        );
        Assert.Equal(first.GetProperty("admin").GetRawText(), again.Ready.GetProperty("admin").GetRawText());
        Assert.Equal(HttpStatusCode.OK, repeated.StatusCode);
        Assert.Equal(id, await IdOfAsync(repeated));
        Assert.Equal(HttpStatusCode.Unauthorized, replayed.StatusCode);
    }

    [Fact]
    public async Task Stop_underLoad_endsInTimeAndLeavesNothingInDoubt()
    {
        const int Batches = 12;
        var cancellation = TestContext.Current.CancellationToken;
        var ids = new List<string>();
        var platform = await Platform.StartAsync(Assembly, Platform.OpenLanes, _folder, 0, cancellation);
        using (var client = new SignedClient(platform, 4))
        {
            for (var batch = 0; batch < Batches; batch++)
            {
                using var response = await client.SendAsync(
                    HttpMethod.Post,
                    "/api/v1/messages",
                    Bodies.Batch(batch * 500, 500, "reminder"),
                    cancellation
                );
                var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation))!;
                ids.Add((string)answer["batchId"]!);
            }
        }

        Assert.Equal(0, await platform.StopAsync(TimeSpan.FromSeconds(10)));

        await using var again = await Platform.StartAsync(
            Assembly,
            Platform.OpenLanes,
            _folder,
            0,
            cancellation
        );
        using var reader = new SignedClient(again, 4);
        var counts = new Dictionary<string, int>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        do
        {
            counts.Clear();
            foreach (var id in ids)
            {
                using var response = await reader.SendAsync(
                    HttpMethod.Get,
                    $"/api/v1/batches/{id}",
                    [],
                    limit.Token
                );
                var view = JsonNode.Parse(await response.Content.ReadAsStringAsync(limit.Token))!;
                foreach (var (state, count) in view["states"]!.AsObject())
                {
                    counts[state] = counts.GetValueOrDefault(state) + (int)count!;
                }
            }

            await Task.Delay(100, limit.Token);
        } while (counts.Keys.Any(state => state is "accepted" or "queued" or "submitting"));

        // The simulated carriers inside forget with the process which reports they owed: those stay submitted.
        Assert.Equal(
            Batches * 500,
            counts.GetValueOrDefault("delivered") + counts.GetValueOrDefault("submitted")
        );
    }

    [Fact]
    public async Task Data_atRestAndInLogs_showsNeitherNumberNorText()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var platform = await Platform.StartAsync(Assembly, Platform.OpenLanes, _folder, 0, cancellation);
        using (var client = new SignedClient(platform, 1))
        {
            using var response = await client.SendAsync(
                HttpMethod.Post,
                "/api/v1/messages",
                Encoding.UTF8.GetBytes(
                    """{"lane":"care","content":"secret-content-绝密","to":["13812345678"]}"""
                ),
                cancellation
            );
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        }

        await platform.StopAsync(TimeSpan.FromSeconds(10));

        var data = Path.Combine(_folder, "data");
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(data, "keys.json"))
        );
        foreach (var file in Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories))
        {
            var octets = await File.ReadAllBytesAsync(file, cancellation);
            foreach (
                var needle in new[]
                {
                    Encoding.UTF8.GetBytes("13812345678"),
                    Encoding.UTF8.GetBytes("secret-content"),
                    Encoding.UTF8.GetBytes("绝密"),
                    BitConverter.GetBytes(13812345678L),
                    BitConverter.GetBytes(IPAddress.HostToNetworkOrder(13812345678L)),
                }
            )
            {
                Assert.True(octets.AsSpan().IndexOf(needle) < 0, $"{Path.GetFileName(file)} shows it");
            }
        }
    }

    [Fact]
    public async Task Start_portTaken_saysSoInOneLine()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        await AssertFailsAsync(
            ["--port", port.ToString(CultureInfo.InvariantCulture), "--data", _folder],
            "--port"
        );
    }

    [Fact]
    public async Task Start_dataFolderInUse_saysSoInOneLine()
    {
        await using var platform = await Platform.StartAsync(
            Assembly,
            Platform.OpenLanes,
            null,
            0,
            TestContext.Current.CancellationToken
        );

        await AssertFailsAsync(["--port", "0", "--data", Path.Combine(platform.Folder, "data")], "--data");
    }

    [Fact]
    public async Task Start_damagedDatabase_saysSoInOneLine()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var platform = await Platform.StartAsync(Assembly, Platform.OpenLanes, _folder, 0, cancellation);
        await platform.StopAsync(TimeSpan.FromSeconds(10));
        var database = Path.Combine(_folder, "data", "yixun.db");
        var octets = await File.ReadAllBytesAsync(database, cancellation);
        Random.Shared.NextBytes(octets.AsSpan(0, 20_000));
        await File.WriteAllBytesAsync(database, octets, cancellation);

        await AssertFailsAsync(["--port", "0", "--data", Path.Combine(_folder, "data")], "数据库");
    }

    [Theory]
    [InlineData("keys.json")]
    [InlineData("first-login.json")]
    public async Task Start_damagedFile_saysSoInOneLine(string file)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, file), "{", TestContext.Current.CancellationToken);

        await AssertFailsAsync(["--port", "0", "--data", _folder], file);
    }

    [Theory]
    [InlineData("--bogus")]
    [InlineData("--port", "70000")]
    [InlineData("--data")]
    [InlineData("--config", "/nonexistent/config.json")]
    public async Task Start_badOption_saysSoInOneLine(params string[] arguments) =>
        await AssertFailsAsync([.. arguments], arguments[^1]);

    [Theory]
    [InlineData("\"Lanes\":{\"reminder\":{\"Hours\":\"22:00-07:00\"}}", "22:00-07:00")]
    [InlineData(
        "\"Lanes\":{\"reminder\":{\"Hours\":\"08:00-20:00\",\"TimeToLive\":\"06:00:00\"}}",
        "Reminder"
    )]
    [InlineData("\"Channels\":[{\"Id\":\"x\",\"Protocol\":\"cmpp99\"}]", "cmpp99")]
    public async Task Start_badConfiguration_saysSoInOneLine(string settings, string hint)
    {
        var config = Path.Combine(_folder, "config.json");
        await File.WriteAllTextAsync(
            config,
            $"{{\"Yixun\":{{{settings}}}}}",
            TestContext.Current.CancellationToken
        );

        await AssertFailsAsync(
            ["--port", "0", "--data", Path.Combine(_folder, "data"), "--config", config],
            hint
        );
    }

    [Fact]
    public async Task Start_keysOfAnotherDatabase_saysSoInOneLine()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var platform = await Platform.StartAsync(Assembly, Platform.OpenLanes, _folder, 0, cancellation);
        await platform.StopAsync(TimeSpan.FromSeconds(10));
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "data", "keys.json"),
            Core.Security.DataKeyRing.Generate().Export(),
            cancellation
        );

        await AssertFailsAsync(["--port", "0", "--data", Path.Combine(_folder, "data")], "keys.json");
    }

    [Fact]
    public async Task SignIn_manyWrongPasswordsAtOnce_lockTheAccountAndSubmissionsGoOn()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var platform = await Platform.StartAsync(
            Assembly,
            Platform.OpenLanes,
            null,
            0,
            cancellation
        );
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = platform.Url,
        };
        http.DefaultRequestHeaders.Add("X-Yixun-Console", "1");
        var admin = platform.Ready.GetProperty("admin");
        var account = admin.GetProperty("account").GetString();

        var attempts = Enumerable.Range(0, 120).Select(_ => SignInAsync("wrong")).ToArray();
        using var client = new SignedClient(platform, 1);
        Assert.True(await client.SubmitAsync(Bodies.Batch(0, 1, "otp"), cancellation));
        var statuses = await Task.WhenAll(attempts);
        var right = await SignInAsync(admin.GetProperty("password").GetString()!);

        Assert.Contains(429, statuses);
        Assert.Equal(401, right);

        async Task<int> SignInAsync(string password)
        {
            using var response = await http.PostAsJsonAsync(
                "/api/admin/session",
                new { account, password },
                cancellation
            );
            return (int)response.StatusCode;
        }
    }

    [Fact]
    public async Task Start_messageThatDoesNotOpen_failsAloneAndTheRestGoesOn()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var at = DateTimeOffset.UtcNow.AddHours(1);
        var body = Encoding.UTF8.GetBytes(
            $$"""{"lane":"care","content":"定时","to":["13800138001","13800138002","13800138003"],"scheduledAt":"{{at:O}}"}"""
        );
        var platform = await Platform.StartAsync(Assembly, Platform.OpenLanes, _folder, 0, cancellation);
        var ids = new List<string>();
        using (var client = new SignedClient(platform, 1))
        {
            using var response = await client.SendAsync(
                HttpMethod.Post,
                "/api/v1/messages",
                body,
                cancellation
            );
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation))!;
            ids.AddRange(answer["messages"]!.AsArray().Select(message => (string)message!["id"]!));
        }

        await platform.StopAsync(TimeSpan.FromSeconds(10));
        using (var database = new Data.Sqlite.SqliteDatabase(Path.Combine(_folder, "data", "yixun.db")))
        {
            await using var context = database.CreateContext();
            await context.Database.ExecuteSqlRawAsync(
                "UPDATE messages SET due_at = 1, phone_cipher = CASE id WHEN {0} THEN zeroblob(25) ELSE phone_cipher END",
                [long.Parse(ids[1], CultureInfo.InvariantCulture)],
                cancellation
            );
        }

        await using var again = await Platform.StartAsync(
            Assembly,
            Platform.OpenLanes,
            _folder,
            0,
            cancellation
        );
        using var reader = new SignedClient(again, 1);
        var states = new List<string>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        do
        {
            states.Clear();
            foreach (var id in ids)
            {
                using var response = await reader.SendAsync(
                    HttpMethod.Get,
                    $"/api/v1/messages/{id}",
                    [],
                    limit.Token
                );
                states.Add(
                    (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(limit.Token))!["state"]!
                );
            }

            await Task.Delay(100, limit.Token);
        } while (states is not ["delivered", "failed", "delivered"]);
    }

    [Fact]
    public async Task Help_showsTheOptions()
    {
        using var process = Platform.Launch(Assembly, ["--help"]);
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, process.ExitCode);
        Assert.All(
            ["--port", "--data", "--json", "--help"],
            option => Assert.Contains(option, text, StringComparison.Ordinal)
        );
    }

    private static async Task<string> IdOfAsync(HttpResponseMessage response) =>
        (string)
            JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))![
                "messages"
            ]![0]!["id"]!;

    private static async Task AssertFailsAsync(string[] arguments, string hint)
    {
        using var process = Platform.Launch(Assembly, arguments);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(limit.Token);

        Assert.NotEqual(0, process.ExitCode);
        Assert.Empty(await output);
        var line = Assert.Single((await error).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("医讯无法启动：", line, StringComparison.Ordinal);
        Assert.Contains(hint, line, StringComparison.Ordinal);
    }
}
