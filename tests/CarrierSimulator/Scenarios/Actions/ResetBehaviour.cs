namespace Yixun.CarrierSimulator.Scenarios.Actions;

/// <summary>Gives a gateway the behaviour that it had when the scenario began.</summary>
internal sealed record ResetBehaviour(string Gateway) : ScenarioAction
{
    public override string Title => $"{Gateway}: behaviour of the beginning";

    public override Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        run.Stage.Change(Gateway, run.BehaviourBefore(Gateway));
        return Task.CompletedTask;
    }
}
