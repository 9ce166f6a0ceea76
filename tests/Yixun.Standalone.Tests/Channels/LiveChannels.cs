using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;
using Yixun.CarrierSimulator;
using Yixun.CarrierSimulator.Options;
using Yixun.CarrierSimulator.Phones;
using Yixun.Data.Sqlite;
using Yixun.LoadTest;

namespace Yixun.Standalone.Tests.Channels;

/// <summary>A platform without a channel, two gateways that it may be connected to, and an operator.</summary>
public sealed class LiveChannels : IAsyncLifetime
{
    public const string One = "one";
    public const string Two = "two";
    public const string Secret = "secret-of-both";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static long _next = 1_000;

    private Platform _platform = null!;
    private SignedClient _system = null!;

    public CarrierSimulatorHost Simulator { get; private set; } = null!;

    public HttpClient Console { get; private set; } = null!;

    public Uri Url => _platform.Url;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Simulator = await CarrierSimulatorHost.StartAsync(
            new CarrierSimulatorOptions { Gateways = [Gateway(One), Gateway(Two)] },
            Cancellation
        );
        _platform = await Platform.StartAsync(
            PlatformFixture.AssemblyOf("Yixun.Standalone"),
            Platform.OpenLanes
                + ""","Demonstration":false,"Alerts":{"DownAfter":"00:00:01","RaiseAfter":"00:00:00","ClearAfter":"00:00:01","RetryPause":"00:00:01"}""",
            null,
            0,
            Cancellation
        );
        _system = new SignedClient(_platform, 4);
        Console = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Url };
        Console.DefaultRequestHeaders.Add("X-Yixun-Console", "1");
        var admin = _platform.Ready.GetProperty("admin");
        using var response = await Console.PostAsJsonAsync(
            "/api/admin/session",
            new
            {
                account = admin.GetProperty("account").GetString(),
                password = admin.GetProperty("password").GetString(),
            },
            Cancellation
        );
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        Console.Dispose();
        _system.Dispose();
        await _platform.DisposeAsync();
        await Simulator.DisposeAsync();
    }

    /// <summary>A number of China Mobile that no other test uses.</summary>
    public static string NewNumber() => $"13802{Interlocked.Increment(ref _next):D6}";

    public int PortOf(string gateway) => Simulator.Gateways.Single(one => one.Name == gateway).Port;

    /// <summary>The database of the running platform.</summary>
    public SqliteDatabase OpenDatabase() => new(Path.Combine(_platform.Folder, "data", "yixun.db"));

    /// <summary>Settings of a channel to a gateway, as the API takes them.</summary>
    public JsonObject Settings(string gateway) =>
        new()
        {
            ["name"] = $"通道 {gateway}",
            ["carriers"] = new JsonArray("mobile"),
            ["accessNumber"] = "10690000",
            ["protocol"] = "cmpp30",
            ["host"] = "127.0.0.1",
            ["port"] = PortOf(gateway),
            ["account"] = "900001",
            ["secret"] = Secret,
            ["maximumBackoffSeconds"] = 1,
        };

    /// <summary>Adds a channel and waits until it is connected; disposing disables it.</summary>
    public async Task<LiveChannel> AddAsync(
        string id,
        string gateway,
        Action<JsonObject>? change = null,
        bool connected = true
    )
    {
        var settings = Settings(gateway);
        change?.Invoke(settings);
        var (status, body) = await SendAsync(
            HttpMethod.Put,
            $"channels/{id}",
            new JsonObject { ["settings"] = settings }
        );
        Assert.True(status == HttpStatusCode.Created, body.ToJsonString());
        if (connected)
        {
            await WaitAsync(async () => await BoundAsync(id) > 0, $"{id} to be connected");
        }

        return new LiveChannel(this, id);
    }

    /// <summary>Asks something of the admin API.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(
        HttpMethod method,
        string path,
        JsonNode? body = null,
        string? ifMatch = null
    )
    {
        using var request = new HttpRequestMessage(method, $"/api/admin/{path}");
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{ifMatch}\"");
        }

        using var response = await Console.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return (response.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }

    public async Task<int> BoundAsync(string id)
    {
        var (_, channels) = await SendAsync(HttpMethod.Get, "channels");
        return channels.AsArray().FirstOrDefault(channel => (string?)channel!["id"] == id) is { } found
            ? (int)found["bound"]!
            : -1;
    }

    /// <summary>Submits one message to each number and returns their ids in order.</summary>
    public async Task<string[]> SubmitAsync(string[] numbers, string content = "通道测试内容")
    {
        using var response = await _system.SendAsync(
            HttpMethod.Post,
            "/api/v1/messages",
            JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    lane = "care",
                    content,
                    to = numbers,
                }
            ),
            Cancellation
        );
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, body.ToJsonString());
        return [.. body["messages"]!.AsArray().Select(message => (string)message!["id"]!)];
    }

    public Task<string[]> SubmitAsync(int messages) =>
        SubmitAsync([.. Enumerable.Range(0, messages).Select(_ => NewNumber())]);

    public async Task<JsonNode> MessageAsync(string id)
    {
        using var response = await _system.SendAsync(
            HttpMethod.Get,
            $"/api/v1/messages/{id}",
            [],
            Cancellation
        );
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
    }

    public async Task<string> StateAsync(string id) => (string)(await MessageAsync(id))["state"]!;

    /// <summary>Waits until all have a state, and returns the channels that they took.</summary>
    public async Task<string[]> WaitForStateAsync(string[] ids, string state)
    {
        var channels = new string[ids.Length];
        for (var index = 0; index < ids.Length; index++)
        {
            var place = index;
            await WaitAsync(
                async () =>
                {
                    var message = await MessageAsync(ids[place]);
                    channels[place] = (string?)message["channel"] ?? "";
                    return (string?)message["state"] == state;
                },
                $"message {ids[place]} to be {state}"
            );
        }

        return channels;
    }

    public static async Task WaitAsync(Func<Task<bool>> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(clock.Elapsed < Patience, $"Waited too long for {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);
        }
    }

    public IReadOnlyList<PhoneMessage> Phone(string number) => Simulator.MessagesOf(number);

    /// <summary>Sends until a message stays where it is: what was changed has reached the daemon.</summary>
    public async Task WaitUntilNothingLeavesAsync()
    {
        await WaitAsync(
            async () =>
            {
                var id = (await SubmitAsync(1))[0];
                for (var look = 0; look < 20; look++)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);
                    if (await StateAsync(id) is not ("accepted" or "queued"))
                    {
                        return false;
                    }
                }

                return true;
            },
            "messages to stay"
        );
    }

    private static GatewayOptions Gateway(string name) =>
        new()
        {
            Name = name,
            Carrier = name,
            Accounts = [new AccountOptions { SpId = "900001", Secret = Secret }],
            Behaviour = new GatewayBehaviour { ReportDelay = 20 },
        };
}
