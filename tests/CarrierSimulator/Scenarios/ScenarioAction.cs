namespace Yixun.CarrierSimulator.Scenarios;

/// <summary>One thing that a step does.</summary>
internal abstract record ScenarioAction
{
    /// <summary>English, for progress.</summary>
    public abstract string Title { get; }

    /// <exception cref="ScenarioFailure">It can't be done.</exception>
    public abstract Task RunAsync(ScenarioRun run, CancellationToken cancellationToken);
}
