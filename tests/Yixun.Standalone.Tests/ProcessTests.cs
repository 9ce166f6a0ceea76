using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
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
