namespace Yixun.CarrierSimulator.Scenarios.Actions;

/// <summary>Goes through steps again and again; their times begin anew with each round.</summary>
internal sealed record RepeatSteps(int Times, IReadOnlyList<ScenarioStep> Steps) : ScenarioAction
{
    public override string Title => $"{Steps.Count} steps {Times} times";

    public override async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        for (var round = 1; round <= Times; round++)
        {
            await run.RunStepsAsync(Steps, $"round {round} of {Times}", cancellationToken);
        }
    }
}
