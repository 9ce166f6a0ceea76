using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.CarrierSimulator.Gateways;
using Yixun.CarrierSimulator.Scenarios;

namespace Yixun.CarrierSimulator.Tests.Scenarios;

public sealed class ScenarioRunTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordedStage _stage;
    private readonly ScenarioRuns _runs;

    public ScenarioRunTests()
    {
        _stage = new RecordedStage(_time);
        _runs = new ScenarioRuns(_stage, _time);
    }

    public ValueTask DisposeAsync() => _runs.DisposeAsync();

    [Fact]
    public async Task Steps_run_at_their_seconds_and_after_each_other()
    {
        var run = await StartAsync(
            """
            { "name": "a", "gateway": "mobile", "steps": [
              { "behaviour": { "responseDelay": 5 } },
              { "at": 2, "disconnect": true },
              { "after": 3, "listen": false, "disconnect": true },
              { "at": 4, "behaviour": { "reportDelay": 9 }, "listen": true },
              { "gateway": "mms", "after": 0.5, "reset": true } ] }
            """
        );
        await AdvanceAsync(run);
        Assert.Equal(
            [
                "0 mobile response 5 report 0 flow 0",
                "2 mobile cut",
                "5 mobile away",
                "5 mobile cut",
                "5 mobile response 5 report 9 flow 0",
                "5 mobile back",
                "5.5 mms response 0 report 0 flow 0",
            ],
            _stage.Done
        );
        Assert.Equal(7, _stage.BehaviourOf("mobile").MaxTries);
        Assert.Equal(
            (ScenarioState.Completed, 5L, "5", 5.5),
            (run.Progress.State, run.Progress.StepsDone, run.Progress.Step, run.Progress.Seconds)
        );
        Assert.Equal("5.000 s, step 3: mobile: does not listen", run.Progress.Log[2]);
    }

    [Fact]
    public async Task Block_repeats_with_times_of_its_own()
    {
        var run = await StartAsync(
            """
            { "name": "a", "gateway": "mobile", "steps": [
              { "after": 1, "repeat": 3, "steps": [ { "at": 0, "disconnect": true }, { "at": 2, "listen": true } ] },
              { "after": 1, "disconnect": true } ] }
            """
        );
        await AdvanceAsync(run);
        Assert.Equal(
            [
                "1 mobile cut",
                "3 mobile back",
                "3 mobile cut",
                "5 mobile back",
                "5 mobile cut",
                "7 mobile back",
                "8 mobile cut",
            ],
            _stage.Done
        );
        Assert.Equal(8, run.Progress.StepsDone);
        Assert.Contains("round 2 of 3", run.Progress.Log[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replies_come_from_one_phone_after_the_other()
    {
        var run = await StartAsync(
            """
            { "name": "a", "gateway": "mobile", "steps": [
              { "replies": { "count": 3, "from": "01999", "to": "1069", "text": "T{n}", "interval": 0.5 } } ] }
            """
        );
        await AdvanceAsync(run);
        Assert.Equal(
            ["0 mobile 01999 to 1069: T1", "0.5 mobile 02000 to 1069: T2", "1 mobile 02001 to 1069: T3"],
            _stage.Done
        );
    }

    [Theory]
    [InlineData("submits")]
    [InlineData("reports")]
    public async Task Wait_counts_from_its_own_beginning(string what)
    {
        _stage.Totals = new GatewayTotals { Submits = 5, ReportsAcknowledged = 5 };
        var run = await StartAsync(
            $$$"""{"name":"a","gateway":"mobile","steps":[{"wait":{"{{{what}}}":10}},{"disconnect":true}]}"""
        );
        await AdvanceAsync(run, 10);
        _stage.Totals = new GatewayTotals { Submits = 14, ReportsAcknowledged = 14 };
        await AdvanceAsync(run, 10);
        Assert.Equal(ScenarioState.Running, run.Progress.State);
        _stage.Totals = new GatewayTotals { Submits = 15, ReportsAcknowledged = 15 };
        await AdvanceAsync(run);
        Assert.Equal(ScenarioState.Completed, run.Progress.State);
        Assert.Single(_stage.Done);
    }

    [Fact]
    public async Task Wait_that_is_too_long_fails_and_says_what_is_missing()
    {
        var run = await StartAsync(
            """{"name":"a","gateway":"mobile","steps":[{},{"wait":{"submits":10,"timeout":30}},{"disconnect":true}]}"""
        );
        await AdvanceAsync(run);
        Assert.Equal(
            (ScenarioState.Failed, "Step 2: only 0 of 10 submits in 30 s"),
            (run.Progress.State, run.Progress.Error)
        );
        Assert.Empty(_stage.Done);
    }

    [Fact]
    public async Task Stop_ends_a_scenario_between_its_steps()
    {
        var run = await StartAsync(
            """{"name":"a","gateway":"mobile","steps":[{"disconnect":true},{"after":1000,"disconnect":true}]}"""
        );
        await run.StopAsync();
        Assert.Equal(ScenarioState.Stopped, run.Progress.State);
        Assert.Single(_stage.Done);
    }

    [Fact]
    public void Ninth_scenario_has_to_wait()
    {
        var scenario = _runs.Read("""{"name":"a","steps":[{"after":1000}]}""");
        for (var index = 0; index < ScenarioRuns.MaxRunning; index++)
        {
            Assert.NotNull(_runs.TryStart(scenario));
        }

        Assert.Null(_runs.TryStart(scenario));
        Assert.Equal(ScenarioRuns.MaxRunning, _runs.All.Count);
    }

    [Fact]
    public async Task Slow_reports_grow_slower_and_get_well()
    {
        var run = await StartAsync(Example("slow-reports.json"));
        _stage.Totals = new GatewayTotals();
        await AdvanceAsync(run, 901);
        _stage.Totals = new GatewayTotals { ReportsAcknowledged = 1 };
        await AdvanceAsync(run);
        Assert.Equal(
            [
                "0 mobile response 0 report 1000 flow 0",
                "60 mobile response 0 report 10000 flow 0",
                "120 mobile response 0 report 60000 flow 0",
                "240 mobile response 0 report 330000 flow 0",
                "900 mobile response 0 report 0 flow 0",
            ],
            _stage.Done
        );
        Assert.Equal(ScenarioState.Completed, run.Progress.State);
    }

    [Fact]
    public async Task Flow_control_storm_has_five_waves()
    {
        var run = await StartAsync(Example("flow-control-storm.json"));
        await AdvanceAsync(run);
        Assert.Equal(ScenarioState.Completed, run.Progress.State);
        Assert.Equal(5, _stage.Done.Count(done => done.EndsWith("flow 20", StringComparison.Ordinal)));
        Assert.Equal(5, _stage.Done.Count(done => done.EndsWith("cut", StringComparison.Ordinal)));
        Assert.Equal(
            500,
            _stage.Done.Count(done => done.Contains(" to 106900001234: T", StringComparison.Ordinal))
        );
        Assert.Equal("105 mobile response 0 report 0 flow 0", _stage.Done[^1]);
    }

    internal static string Example(string file) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Scenarios", file));

    private Task<ScenarioRun> StartAsync(string json) =>
        Task.Run(() => _runs.TryStart(_runs.Read(json))!, TestContext.Current.CancellationToken);

    /// <summary>
    /// Lets time go on until the scenario has ended. On a thread of the pool, where the scenario goes on inside of Advance
    /// to its next wait.
    /// </summary>
    private Task AdvanceAsync(ScenarioRun run, double seconds = 2_000) =>
        Task.Run(
            () =>
            {
                var end = _time.GetUtcNow().AddSeconds(seconds);
                while (_time.GetUtcNow() < end && !run.Completion.IsCompleted)
                {
                    _time.Advance(TimeSpan.FromMilliseconds(10));
                }
            },
            TestContext.Current.CancellationToken
        );
}
