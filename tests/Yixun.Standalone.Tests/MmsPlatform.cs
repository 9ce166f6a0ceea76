using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;
using Yixun.LoadTest;

namespace Yixun.Standalone.Tests;

/// <summary>A platform with a public address, and with a carrier whose MMS must be tiny.</summary>
public sealed class MmsPlatform : IAsyncLifetime
{
    private const string Settings =
        Platform.OpenLanes
        + ""","PublicBaseUrl":"https://m.example.org/","Hospital":{"Name":"仁和医院","Phone":"010-12345678"},"Mms":{"CarrierMaximumBytes":{"Telecom":100}}""";

    private static long _next = 30_000;
    private readonly HttpClient _plain = new(new SocketsHttpHandler { UseProxy = false });
    private Platform _platform = null!;
    private SignedClient _system = null!;

    public HttpClient Plain => _plain;

    public Uri Url => _platform.Url;

    public Uri Simulator => _platform.Simulator!;

    public async ValueTask InitializeAsync()
    {
        _platform = await Platform.StartAsync(
            PlatformFixture.AssemblyOf("Yixun.Standalone"),
            Settings,
            null,
            0,
            TestContext.Current.CancellationToken
        );
        _system = new SignedClient(_platform, 8);
    }

    public async ValueTask DisposeAsync()
    {
        _system.Dispose();
        _plain.Dispose();
        await _platform.DisposeAsync();
    }

    /// <summary>A number that no other test uses.</summary>
    /// <param name="prefix">3 digits of a carrier.</param>
    public static string NewNumber(string prefix) => $"{prefix}02{Interlocked.Increment(ref _next):D6}";

    public Task<(int Status, JsonNode Body)> PostAsync(string path, JsonNode body) =>
        PostAsync(
            path,
            Encoding.UTF8.GetBytes(body.ToJsonString()),
            new MediaTypeHeaderValue("application/json")
        );

    public Task<(int Status, JsonNode Body)> PostAsync(string path, byte[] body, MediaTypeHeaderValue type) =>
        SendAsync(HttpMethod.Post, path, body, type);

    public Task<(int Status, JsonNode Body)> GetAsync(string path) =>
        SendAsync(HttpMethod.Get, path, [], null);

    public Task<HttpResponseMessage> FetchAsync(string path) =>
        _system.SendAsync(HttpMethod.Get, path, [], TestContext.Current.CancellationToken);

    public Task<JsonNode> UntilAsync(string path, Func<JsonNode, bool> condition) =>
        UntilAsync(async () => (await GetAsync(path)).Body, condition);

    /// <summary>Asks until the answer is so, at most half a minute.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var answer = await ask();
            if (condition(answer))
            {
                return answer;
            }

            Assert.False(limit.IsCancellationRequested, $"It never came so: {answer}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public async Task<JsonArray> PhoneAsync(string number) =>
        (
            await _plain.GetFromJsonAsync<JsonArray>(
                new Uri(Simulator, $"/api/phones/{number}"),
                TestContext.Current.CancellationToken
            )
        )!;

    public async Task<HttpClient> SignInAsync()
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Url };
        client.DefaultRequestHeaders.Add("X-Yixun-Console", "1");
        var admin = _platform.Ready.GetProperty("admin");
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

    private async Task<(int Status, JsonNode Body)> SendAsync(
        HttpMethod method,
        string path,
        byte[] body,
        MediaTypeHeaderValue? type
    )
    {
        using var response = await _system.SendAsync(
            method,
            path,
            body,
            TestContext.Current.CancellationToken,
            request =>
            {
                if (request.Content is { } content)
                {
                    content.Headers.ContentType = type;
                }
            }
        );
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, answer.Length == 0 ? new JsonObject() : JsonNode.Parse(answer)!);
    }
}
