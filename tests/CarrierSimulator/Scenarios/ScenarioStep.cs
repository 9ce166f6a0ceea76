namespace Yixun.CarrierSimulator.Scenarios;

/// <summary>What happens at one moment.</summary>
/// <param name="Path">Place in the file, 1-based: "3", in a repeated block "3.1".</param>
/// <param name="At">Set: when it is due, from the beginning of the scenario or of the round of its block.</param>
/// <param name="After">Wait after the step before; zero when there is no time.</param>
/// <param name="Actions">In their order.</param>
internal sealed record ScenarioStep(
    string Path,
    TimeSpan? At,
    TimeSpan After,
    IReadOnlyList<ScenarioAction> Actions
);
