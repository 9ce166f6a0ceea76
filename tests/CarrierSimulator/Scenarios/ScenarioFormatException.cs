namespace Yixun.CarrierSimulator.Scenarios;

/// <summary>A scenario that can't be understood; the message names step and field.</summary>
internal sealed class ScenarioFormatException(string? step, string? field, string problem)
    : Exception(Where(step, field) + problem)
{
    /// <summary>Place in the file, 1-based: "3", in a repeated block "3.1"; null for the scenario itself.</summary>
    public string? Step => step;

    /// <summary>Name of the field: "behaviour.noResponse".</summary>
    public string? Field => @field;

    private static string Where(string? step, string? field) =>
        (step, field) switch
        {
            (null, null) => "Scenario: ",
            (null, _) => $"Scenario, field '{field}': ",
            (_, null) => $"Step {step}: ",
            _ => $"Step {step}, field '{field}': ",
        };
}
