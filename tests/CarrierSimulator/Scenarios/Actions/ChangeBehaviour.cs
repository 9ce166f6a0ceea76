using System.Text.Json.Nodes;

namespace Yixun.CarrierSimulator.Scenarios.Actions;

/// <summary>Sets some fields of a gateway's behaviour; the others stay as they are.</summary>
internal sealed record ChangeBehaviour(string Gateway, JsonObject Fields) : ScenarioAction
{
    public override string Title =>
        $"{Gateway}: {string.Join(", ", Fields.Select(static each => $"{each.Key} = {each.Value?.ToJsonString() ?? "null"}"))}";

    public override Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        run.Stage.Change(Gateway, BehaviourFields.Apply(run.Stage.BehaviourOf(Gateway), Fields));
        return Task.CompletedTask;
    }
}
