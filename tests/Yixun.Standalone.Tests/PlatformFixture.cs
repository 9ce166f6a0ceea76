using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;
using Yixun.LoadTest;
using Yixun.Standalone.Tests;

[assembly: AssemblyFixture(typeof(PlatformFixture))]

namespace Yixun.Standalone.Tests;

/// <summary>One running platform with its simulated carriers, for all tests that break nothing.</summary>
public sealed class PlatformFixture : IAsyncLifetime
{
    private static long _next = 20_000;
    private readonly HttpClient _plain = new(new SocketsHttpHandler { UseProxy = false });
    private Platform _platform = null!;
    private SignedClient _system = null!;

    /// <summary>Path of a program's assembly beside the tests.</summary>
    public static string AssemblyOf(string name) => Path.Combine(AppContext.BaseDirectory, name + ".dll");

    public Uri Url => _platform.Url;

    public string Data => Path.Combine(_platform.Folder, "data");

    public JsonElement Ready => _platform.Ready;

    public HttpClient Plain => _plain;

    public async ValueTask InitializeAsync()
    {
        _platform = await Platform.StartAsync(
            AssemblyOf("Yixun.Standalone"),
            Platform.OpenLanes,
            null,
            0,
            TestContext.Current.CancellationToken
        );
        _system = new SignedClient(_platform, 16);
    }

    public async ValueTask DisposeAsync()
    {
        _system.Dispose();
        _plain.Dispose();
        await _platform.DisposeAsync();
    }

    /// <summary>A number that no other test uses, of China Mobile and delivered by default.</summary>
    public static string NewNumber() => $"13801{Interlocked.Increment(ref _next):D6}";

    public Task<(int Status, JsonNode Body)> PostAsync(string path, object body) =>
        SendAsync(HttpMethod.Post, path, body);

    public Task<(int Status, JsonNode Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public async Task<(int Status, JsonNode Body)> SendAsync(
        HttpMethod method,
        string path,
        object? body,
        Action<HttpRequestMessage>? change = null
    )
    {
        var octets = body switch
        {
            null => [],
            byte[] raw => raw,
            string text => Encoding.UTF8.GetBytes(text),
            _ => JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web),
        };
        using var response = await _system.SendAsync(
            method,
            path,
            octets,
            TestContext.Current.CancellationToken,
            change
        );
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, answer.Length == 0 ? new JsonObject() : JsonNode.Parse(answer)!);
    }

    /// <summary>Submits one message and returns its id.</summary>
    public async Task<string> SubmitAsync(string to, string content, string lane = "care")
    {
        var (status, body) = await PostAsync(
            "/api/v1/messages",
            new
            {
                lane,
                content,
                to = new[] { to },
            }
        );
        Assert.Equal(202, status);
        return (string)body["messages"]![0]!["id"]!;
    }

    /// <summary>Asks for a message until it has one of the states.</summary>
    public async Task<JsonNode> WaitForStateAsync(string id, params string[] states)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        JsonNode body;
        do
        {
            (_, body) = await GetAsync($"/api/v1/messages/{id}");
            if (states.Contains((string?)body["state"]))
            {
                return body;
            }
        } while (await timer.WaitForNextTickAsync(limit.Token));

        throw new InvalidOperationException(body.ToJsonString());
    }

    /// <summary>What a phone shows.</summary>
    public async Task<JsonArray> PhoneAsync(string number) =>
        (
            await _plain.GetFromJsonAsync<JsonArray>(
                new Uri(_platform.Simulator!, $"/api/phones/{number}"),
                TestContext.Current.CancellationToken
            )
        )!;

    /// <summary>Lets a phone reply.</summary>
    public async Task ReplyAsync(string from, string to, string text)
    {
        using var response = await _plain.PostAsJsonAsync(
            new Uri(_platform.Simulator!, "/api/replies"),
            new
            {
                from,
                to,
                text,
                gateway = "mobile",
            },
            TestContext.Current.CancellationToken
        );
        Assert.True(
            response.IsSuccessStatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    /// <summary>A client signed in to the console.</summary>
    public async Task<HttpClient> SignInAsync()
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Url };
        client.DefaultRequestHeaders.Add("X-Yixun-Console", "1");
        var admin = Ready.GetProperty("admin");
        using var response = await client.PostAsJsonAsync(
            "/api/admin/session",
            new
            {
                account = admin.GetProperty("account").GetString(),
                password = admin.GetProperty("password").GetString(),
            },
            TestContext.Current.CancellationToken
        );
        response.EnsureSuccessStatusCode();
        return client;
    }
}
