using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.Carriers.Links;
using Yixun.CarrierSimulator.Options;
using Yixun.CarrierSimulator.Scenarios;

namespace Yixun.CarrierSimulator.Tests.Scenarios;

/// <summary>Scenarios with real gateways: the example of an outage, the API and the program.</summary>
public sealed class ScenarioRoadTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("cmpp30")]
    [InlineData("sgip")]
    public async Task Outage_refuses_connections_and_everything_goes_on_after_it(string protocol)
    {
        var time = new FakeTimeProvider();
        await using var session = await SimulatorSession.StartAsync(protocol, new GatewayBehaviour());
        await using var runs = new ScenarioRuns(session.Host, time);
        var run = runs.TryStart(runs.Read(ScenarioRunTests.Example("outage.json")))!;
        await session.UntilAsync(() => session.Host.BehaviourOf("mobile").ReportDelay == 200, "begun");
        await session.SubmitAsync("before");
        await session.UntilAsync(() => session.Reports.Count == 1, "reported");

        await session.UntilAsync(() => Passes(time, run, "3", session.Link.BoundConnections == 0), "away");
        session.Host.Reply("13800138000", "1069", "during");
        await session.UntilAsync(
            () => session.Events.Any(each => each.Kind == CarrierConnectionEventKind.ConnectFailed),
            "refused"
        );

        await session.UntilAsync(() => Passes(time, run, "5", session.Link.BoundConnections == 1), "back");
        Assert.Equal(500, session.Host.BehaviourOf("mobile").ResponseDelay);
        await session.SubmitAsync("after", messageId: 2);
        await session.UntilAsync(() => session.Reports.Count == 2, "reported again");
        await session.UntilAsync(() => session.Inbound.Count == 1, "the reply delivered");
        await session.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return run.Progress.State == ScenarioState.Completed;
            },
            "completed"
        );
        Assert.Equal(0, session.Host.BehaviourOf("mobile").ResponseDelay);
        Assert.Equal(0, session.Host.WitnessTotals!.Repeated);
    }

    [Fact]
    public async Task Api_starts_lists_and_stops()
    {
        await using var session = await SimulatorSession.StartAsync();
        using var http = new HttpClient { BaseAddress = session.Host.HttpUrl };
        using var started = await PostAsync(
            http,
            """{"name":"a","gateway":"mobile","steps":[{"behaviour":{"responseDelay":7}},{"after":600}]}"""
        );
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var id = (await started.Content.ReadFromJsonAsync<JsonElement>(Cancellation))
            .GetProperty("id")
            .GetInt32();
        await session.UntilAsync(() => session.Host.BehaviourOf("mobile").ResponseDelay == 7, "changed");
        var list = await http.GetFromJsonAsync<JsonElement>("/api/scenarios", Cancellation);
        Assert.Equal("Running", Assert.Single(list.EnumerateArray()).GetProperty("state").GetString());
        using var stopped = await http.DeleteAsync($"/api/scenarios/{id}", Cancellation);
        var state = await stopped.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal("Stopped", state.GetProperty("state").GetString());
        using var missing = await http.GetAsync("/api/scenarios/99", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Api_names_step_and_field_in_both_languages()
    {
        await using var session = await SimulatorSession.StartAsync();
        using var http = new HttpClient { BaseAddress = session.Host.HttpUrl };
        using var answer = await PostAsync(
            http,
            """{"name":"a","gateway":"mobile","steps":[{},{"behaviour":{"noResponse":2}}]}"""
        );
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("error");
        Assert.Contains("第 2 步", error.GetProperty("zh").GetString(), StringComparison.Ordinal);
        Assert.StartsWith(
            "Step 2, field 'behaviour.noResponse'",
            error.GetProperty("en").GetString(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("{\"listen\":false}", 200)]
    [InlineData("{}", 400)]
    public async Task Api_lets_a_gateway_go_away(string body, int status)
    {
        await using var session = await SimulatorSession.StartAsync();
        using var http = new HttpClient { BaseAddress = session.Host.HttpUrl };
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync("/api/gateways/mobile/listening", content, Cancellation);
        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 200)
        {
            session.Host.Disconnect("mobile");
            await session.UntilAsync(
                () => session.Events.Any(each => each.Kind == CarrierConnectionEventKind.ConnectFailed),
                "refused"
            );
        }
    }

    [Fact]
    public async Task Program_runs_a_scenario_and_tells_its_progress()
    {
        using var process = await StartProgramAsync(
            """{"name":"short","gateway":"a","steps":[{"behaviour":{"responseDelay":7}},{"after":0.1,"disconnect":true}]}"""
        );
        try
        {
            var lines = new List<string>();
            while (await process.StandardOutput.ReadLineAsync(Cancellation) is { } line)
            {
                lines.Add(line);
                if (line.Contains("\"Completed\"", StringComparison.Ordinal))
                {
                    break;
                }
            }

            Assert.Contains("\"ready\"", lines[0], StringComparison.Ordinal);
            Assert.Contains("a: responseDelay = 7", lines[1], StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task Program_refuses_a_bad_scenario_with_step_and_field()
    {
        using var process = await StartProgramAsync(
            """{"name":"bad","gateway":"a","steps":[{"listen":1}]}"""
        );
        try
        {
            var error = await process.StandardError.ReadToEndAsync(Cancellation);
            await process.WaitForExitAsync(Cancellation);
            Assert.Equal(2, process.ExitCode);
            Assert.Contains("Step 1, field 'listen'", error, StringComparison.Ordinal);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    /// <summary>Lets the scenario's time go on until a step is reached, then waits for its effect.</summary>
    private static bool Passes(FakeTimeProvider time, ScenarioRun run, string step, bool effect)
    {
        if (string.CompareOrdinal(run.Progress.Step, step) < 0)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            return false;
        }

        return effect;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await http.PostAsync("/api/scenarios", content, Cancellation);
    }

    private static async Task<Process> StartProgramAsync(string scenario)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, scenario, Cancellation);
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Yixun.CarrierSimulator.dll"),
            "--gateway",
            "name=a,port=0,account=901234,secret=1",
            "--scenario",
            file,
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        return Process.Start(start)!;
    }
}
