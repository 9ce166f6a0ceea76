namespace Yixun.CarrierSimulator.Scenarios;

/// <summary>The scenarios of a simulator: those on their way and the latest that have ended. Thread-safe.</summary>
internal sealed class ScenarioRuns(IScenarioStage stage, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Scenarios on their way at a time.</summary>
    public const int MaxRunning = 8;

    private const int Kept = 50;
    private readonly Lock _gate = new();
    private readonly List<ScenarioRun> _runs = [];
    private int _lastId;

    /// <summary>Hears of every action, and of every end.</summary>
    public event Action<ScenarioProgress>? Progressed;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<ScenarioProgress> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _runs.Select(static run => run.Progress).Reverse()];
            }
        }
    }

    /// <exception cref="ScenarioFormatException">It can't be understood.</exception>
    public Scenario Read(string json) => new ScenarioReader(stage).Read(json);

    /// <summary>Starts a scenario, and goes on with the caller's thread to its first wait.</summary>
    /// <returns>Null when too many are on their way.</returns>
    public ScenarioRun? TryStart(Scenario scenario)
    {
        ScenarioRun run;
        lock (_gate)
        {
            if (_runs.Count(static each => each.Progress.State == ScenarioState.Running) >= MaxRunning)
            {
                return null;
            }

            var oldest = _runs.FindIndex(static each => each.Progress.State != ScenarioState.Running);
            if (_runs.Count >= Kept && oldest >= 0)
            {
                _runs.RemoveAt(oldest);
            }

            run = new ScenarioRun(++_lastId, scenario, stage, time, Tell);
            _runs.Add(run);
        }

        run.Start();
        return run;
    }

    /// <returns>Null when there is none, or not any more.</returns>
    public ScenarioRun? Find(int id)
    {
        lock (_gate)
        {
            return _runs.Find(run => run.Id == id);
        }
    }

    public async ValueTask DisposeAsync()
    {
        ScenarioRun[] runs;
        lock (_gate)
        {
            runs = [.. _runs];
            _runs.Clear();
        }

        foreach (var run in runs)
        {
            await run.DisposeAsync();
        }
    }

    private void Tell(ScenarioProgress progress) => Progressed?.Invoke(progress);
}
