using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;
using Yixun.CarrierSimulator;
using Yixun.CarrierSimulator.Options;
using Yixun.LoadTest;

namespace Yixun.Standalone.Tests.Supervision;

/// <summary>A platform with two gateways of one carrier, which the test makes ill. It is judged every second.</summary>
internal sealed class SupervisedPlatform : IAsyncDisposable
{
    public const string First = "first";
    public const string Second = "second";
    private const string Account = "901234";
    private const string Secret = "two-gateways";

    private readonly Platform _platform;
    private readonly SignedClient _system;
    private readonly HttpClient _console;

    private SupervisedPlatform(CarrierSimulatorHost carriers, Platform platform, HttpClient console)
    {
        Carriers = carriers;
        _platform = platform;
        _system = new SignedClient(platform, 4);
        _console = console;
    }

    public CarrierSimulatorHost Carriers { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="health">Members of section Yixun:Health beside the interval.</param>
    /// <param name="rate">Segments a second of each channel; 0: no limit.</param>
    /// <param name="first">How the first gateway behaves in the beginning.</param>
    public static async Task<SupervisedPlatform> StartAsync(
        Dictionary<string, object> health,
        int rate,
        GatewayBehaviour? first = null
    )
    {
        var carriers = await CarrierSimulatorHost.StartAsync(
            new CarrierSimulatorOptions
            {
                Witness = true,
                Gateways =
                [
                    .. new[] { First, Second }.Select(name => new GatewayOptions
                    {
                        Name = name,
                        Accounts = [new AccountOptions { SpId = Account, Secret = Secret }],
                        Behaviour =
                            (name == First ? first : null) ?? new GatewayBehaviour { ReportDelay = 20 },
                    }),
                ],
            },
            Cancellation
        );
        health["Interval"] = "00:00:01";
        // A machine that is busy is no dead process.
        health["StateAge"] = "00:01:00";
        var settings = JsonSerializer.Serialize(
            new
            {
                Channels = carriers.Gateways.Select(gateway => new
                {
                    Id = gateway.Name,
                    Carriers = new[] { "Mobile" },
                    AccessNumber = "106900001234",
                    Host = "127.0.0.1",
                    gateway.Port,
                    Account,
                    Secret,
                    Connections = 1,
                    Window = 4,
                    Rate = rate,
                    MaximumBackoff = "00:00:01",
                }),
                Health = health,
                Supervision = new { StateInterval = "00:00:00.5", MinuteInterval = "00:00:01" },
            }
        );
        var platform = await Platform.StartAsync(
            PlatformFixture.AssemblyOf("Yixun.Standalone"),
            $"{Platform.OpenLanes},{settings[1..^1]}",
            null,
            0,
            Cancellation
        );
        var console = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = platform.Url,
        };
        console.DefaultRequestHeaders.Add("X-Yixun-Console", "1");
        var admin = platform.Ready.GetProperty("admin");
        using var signedIn = await console.PostAsJsonAsync(
            "/api/admin/session",
            new
            {
                account = admin.GetProperty("account").GetString(),
                password = admin.GetProperty("password").GetString(),
            },
            Cancellation
        );
        signedIn.EnsureSuccessStatusCode();
        return new SupervisedPlatform(carriers, platform, console);
    }

    /// <summary>Submits messages to as many numbers.</summary>
    /// <returns>The batch's id.</returns>
    public async Task<string> SubmitAsync(int count)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                lane = "care",
                content = "请按时复诊。",
                to = Enumerable.Range(0, count).Select(_ => PlatformFixture.NewNumber()),
            },
            JsonSerializerOptions.Web
        );
        return await _system.SubmitBatchAsync(body, Cancellation)
            ?? throw new InvalidOperationException("The batch was refused.");
    }

    /// <summary>How many messages of a batch are in each state.</summary>
    public async Task<Dictionary<string, int>> StatesAsync(string batch)
    {
        using var response = await _system.SendAsync(
            HttpMethod.Get,
            $"/api/v1/batches/{batch}",
            [],
            Cancellation
        );
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
        return answer["states"]!.AsObject().ToDictionary(state => state.Key, state => (int)state.Value!);
    }

    public async Task<JsonNode> ChannelAsync(string id) =>
        (await GetAsync("/api/admin/channels")).AsArray().Single(channel => (string?)channel!["id"] == id)!;

    public async Task<int> ShareAsync(string id) => (int)(await ChannelAsync(id))["healthShare"]!;

    /// <summary>Oldest first.</summary>
    public async Task<List<JsonNode>> EventsAsync(string id) =>
        [
            .. (await GetAsync($"/api/admin/channels/{id}/events?limit=200"))["items"]!
                .AsArray()
                .Reverse()
                .Select(happened => happened!),
        ];

    public async Task<JsonNode> GetAsync(string path) =>
        JsonNode.Parse(await _console.GetStringAsync(path, Cancellation))!;

    public Task<string> MetricsAsync() => _system.MetricsAsync(Cancellation);

    /// <summary>Waits until something is so.</summary>
    public static async Task UntilAsync(string what, int seconds, Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (!await condition())
        {
            Assert.False(limit.IsCancellationRequested, $"It never came so: {what}.");
            await Task.Delay(100, Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _console.Dispose();
        _system.Dispose();
        await _platform.DisposeAsync();
        await Carriers.DisposeAsync();
    }
}
