using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Tests;

public sealed class ApiTests : IAsyncLifetime
{
    private SimulatorSession _session = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _session = await SimulatorSession.StartAsync();
        _http = new HttpClient { BaseAddress = _session.Host.HttpUrl };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _session.DisposeAsync();
    }

    [Fact]
    public async Task Page_is_chinese_and_loads_nothing_from_elsewhere()
    {
        var page = await _http.GetStringAsync("/", TestContext.Current.CancellationToken);
        Assert.Contains("运营商模拟器", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_and_phones_show_what_was_submitted()
    {
        await _session.SubmitAsync("您好", "13800138000");
        await _session.SubmitAsync("hello", "13900139000", 2);
        await _session.UntilAsync(() => _session.Reports.Count == 2, "reported");
        var messages = await GetAsync("/api/messages?after=1&limit=10");
        Assert.Equal("hello", Assert.Single(messages.EnumerateArray()).GetProperty("text").GetString());
        var phone = Assert.Single((await GetAsync("/api/phones/13800138000")).EnumerateArray());
        Assert.Equal("您好", phone.GetProperty("text").GetString());
        Assert.Equal(2, (await GetAsync("/api/phones?limit=5")).GetArrayLength());
        Assert.Equal(2, (await GetAsync("/api/witness")).GetProperty("distinct").GetInt32());
        var gateway = Assert.Single((await GetAsync("/api/status")).GetProperty("gateways").EnumerateArray());
        Assert.Equal(2, gateway.GetProperty("totals").GetProperty("accepted").GetInt32());
        await _http.DeleteAsync("/api/messages", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await GetAsync("/api/messages")).GetArrayLength());
        await _session.SubmitAsync("again", "13900139000", 3);
        await _session.UntilAsync(() => _session.Reports.Count == 3, "reported");
        Assert.Equal(1, (await GetAsync("/api/messages")).GetArrayLength());
    }

    [Fact]
    public async Task Reply_reaches_the_link()
    {
        var answer = await _http.PostAsJsonAsync(
            "/api/replies",
            new
            {
                from = "13800138000",
                to = "106900001234",
                text = "退订",
            },
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await _session.UntilAsync(() => _session.Inbound.Count == 1, "replied");
        Assert.Equal("退订", _session.Inbound.Single().Text);
    }

    [Fact]
    public async Task Behaviour_changes_live()
    {
        var values = await GetAsync("/api/gateways/mobile/behaviour");
        Assert.Equal(0, values.GetProperty("maxTries").GetInt32());
        var changed = new GatewayBehaviour { SubmitResults = new Dictionary<uint, double> { [7] = 1 } };
        var answer = await _http.PutAsJsonAsync(
            "/api/gateways/mobile/behaviour",
            changed,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await _session.SubmitAsync("hello");
        await _session.UntilAsync(() => _session.Outcomes.Count == 1, "answered");
        Assert.Equal(7u, _session.Outcomes.Single().Outcome.Code);
    }

    [Fact]
    public async Task Disconnect_cuts_the_connections()
    {
        await _http.PostAsync("/api/gateways/mobile/disconnect", null, TestContext.Current.CancellationToken);
        await _session.UntilAsync(() => _session.Link.Counters.Reconnects == 1, "reconnected");
    }

    [Theory]
    [InlineData("POST", "/api/replies", "{", 400)]
    [InlineData("POST", "/api/replies", "{\"from\":\"x\",\"to\":\"1069\",\"text\":\"a\"}", 400)]
    [InlineData("POST", "/api/replies", "{\"from\":\"1\",\"to\":\"1069\",\"text\":\"\"}", 400)]
    [InlineData(
        "POST",
        "/api/replies",
        "{\"from\":\"1\",\"to\":\"1069\",\"text\":\"a\",\"gateway\":\"none\"}",
        404
    )]
    [InlineData("PUT", "/api/gateways/mobile/behaviour", "{\"noResponse\":2}", 400)]
    [InlineData("PUT", "/api/gateways/mobile/behaviour", "{\"outcomes\":{}}", 400)]
    [InlineData("PUT", "/api/gateways/mobile/behaviour", "{\"outcomes\":null}", 400)]
    [InlineData("PUT", "/api/gateways/none/behaviour", "{}", 404)]
    [InlineData("GET", "/api/messages?limit=x", null, 400)]
    [InlineData("GET", "/api/phones?limit=0", null, 400)]
    public async Task Bad_input_is_explained_in_both_languages(
        string method,
        string path,
        string? body,
        int status
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body);
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
        var error = await answer.Content.ReadFromJsonAsync<JsonElement>(
            TestContext.Current.CancellationToken
        );
        Assert.NotEmpty(error.GetProperty("error").GetProperty("zh").GetString()!);
        Assert.NotEmpty(error.GetProperty("error").GetProperty("en").GetString()!);
    }

    [Fact]
    public async Task Program_prints_its_ports_and_stops_on_a_signal()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Yixun.CarrierSimulator.dll");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        string[] arguments =
        [
            program,
            "--http-port",
            "0",
            "--gateway",
            "name=a,port=0,account=901234,secret=1",
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            var ready = JsonSerializer.Deserialize<JsonElement>(line!);
            Assert.True(ready.GetProperty("gateways")[0].GetProperty("port").GetInt32() > 0);
            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await process.WaitForExitAsync(limit.Token);
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private async Task<JsonElement> GetAsync(string path) =>
        await _http.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);
}
