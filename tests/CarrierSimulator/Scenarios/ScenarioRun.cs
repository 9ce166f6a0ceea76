using System.Globalization;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Scenarios;

/// <summary>A scenario on its way. Thread-safe.</summary>
/// <param name="tell">Hears of every action, and of the end.</param>
internal sealed class ScenarioRun(
    int id,
    Scenario scenario,
    IScenarioStage stage,
    TimeProvider time,
    Action<ScenarioProgress>? tell = null
) : IAsyncDisposable
{
    private const int LogLength = 100;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Queue<string> _log = new();
    private readonly Dictionary<string, GatewayBehaviour> _before = [];
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly long _begin = time.GetTimestamp();
    private ScenarioState _state = ScenarioState.Running;
    private double? _end;
    private long _stepsDone;
    private string? _step;
    private string? _action;
    private string? _error;
    private Task _running = Task.CompletedTask;

    public int Id => id;

    public IScenarioStage Stage => stage;

    public TimeProvider Time => time;

    /// <summary>Ends when the scenario has; never fails.</summary>
    public Task Completion => _running;

    public ScenarioProgress Progress
    {
        get
        {
            lock (_gate)
            {
                return new ScenarioProgress
                {
                    Id = id,
                    Name = scenario.Name,
                    State = _state,
                    StartedAt = _startedAt,
                    Seconds = Math.Round(_end ?? Elapsed, 3),
                    StepsDone = _stepsDone,
                    Step = _step,
                    Action = _action,
                    Error = _error,
                    Log = [.. _log],
                };
            }
        }
    }

    private double Elapsed => time.GetElapsedTime(_begin).TotalSeconds;

    /// <summary>Begins, and goes on with the caller's thread to the first wait; to be called once.</summary>
    public void Start()
    {
        foreach (var gateway in stage.GatewayNames)
        {
            _before[gateway] = stage.BehaviourOf(gateway);
        }

        _running = RunAsync();
    }

    /// <summary>Ends it after what it is doing.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
    }

    /// <summary>Behaviour of a gateway when the scenario began.</summary>
    public GatewayBehaviour BehaviourBefore(string gateway) => _before[gateway];

    /// <summary>Goes through steps.</summary>
    /// <param name="round">Named in the log; null outside of repeated blocks.</param>
    public async Task RunStepsAsync(
        IReadOnlyList<ScenarioStep> steps,
        string? round,
        CancellationToken cancellationToken
    )
    {
        var begin = time.GetTimestamp();
        foreach (var step in steps)
        {
            var wait = step.At is { } at ? at - time.GetElapsedTime(begin) : step.After;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellationToken);
            }

            foreach (var action in step.Actions)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Note(step.Path, round is null ? action.Title : $"{round}, {action.Title}");
                await action.RunAsync(this, cancellationToken);
            }

            Interlocked.Increment(ref _stepsDone);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await RunStepsAsync(scenario.Steps, null, _stopping.Token);
            End(ScenarioState.Completed, null);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            End(ScenarioState.Stopped, null);
        }
        catch (Exception exception)
            when (exception is ScenarioFailure or ArgumentException or IOException or KeyNotFoundException)
        {
            End(ScenarioState.Failed, $"Step {_step}: {exception.Message}");
        }
    }

    private void Note(string step, string action)
    {
        lock (_gate)
        {
            (_step, _action) = (step, action);
            _log.Enqueue(
                string.Create(CultureInfo.InvariantCulture, $"{Elapsed:0.000} s, step {step}: {action}")
            );
            if (_log.Count > LogLength)
            {
                _log.Dequeue();
            }
        }

        tell?.Invoke(Progress);
    }

    private void End(ScenarioState state, string? error)
    {
        lock (_gate)
        {
            (_state, _error, _end) = (state, error, Elapsed);
        }

        tell?.Invoke(Progress);
    }
}
