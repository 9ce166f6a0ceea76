namespace Yixun.CarrierSimulator.Scenarios;

/// <summary>Timed steps that gateways go through.</summary>
internal sealed record Scenario(string Name, IReadOnlyList<ScenarioStep> Steps);
