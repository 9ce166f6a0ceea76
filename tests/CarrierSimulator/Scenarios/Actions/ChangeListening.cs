namespace Yixun.CarrierSimulator.Scenarios.Actions;

/// <summary>Lets a gateway go away or come back.</summary>
internal sealed record ChangeListening(string Gateway, bool Listen) : ScenarioAction
{
    public override string Title => $"{Gateway}: {(Listen ? "listens" : "does not listen")}";

    public override Task RunAsync(ScenarioRun run, CancellationToken cancellationToken) =>
        run.Stage.ListenAsync(Gateway, Listen, cancellationToken);
}
