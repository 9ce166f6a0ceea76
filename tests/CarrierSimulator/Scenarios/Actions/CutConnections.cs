namespace Yixun.CarrierSimulator.Scenarios.Actions;

/// <summary>Cuts all connections of a gateway.</summary>
internal sealed record CutConnections(string Gateway) : ScenarioAction
{
    public override string Title => $"{Gateway}: connections cut";

    public override Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        run.Stage.Disconnect(Gateway);
        return Task.CompletedTask;
    }
}
