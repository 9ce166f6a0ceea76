namespace Yixun.CarrierSimulator.Scenarios;

/// <summary>A step could not be done; the scenario ends.</summary>
internal sealed class ScenarioFailure(string message) : Exception(message);
