namespace Yixun.CarrierSimulator.Scenarios;

/// <summary>How far a scenario is.</summary>
public sealed record ScenarioProgress
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public required ScenarioState State { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Since the start, to the end when it has ended.</summary>
    public required double Seconds { get; init; }

    /// <summary>Steps done, every round counted.</summary>
    public required long StepsDone { get; init; }

    /// <summary>Where it is or ended: "3", in a repeated block "3.1"; null before the first step.</summary>
    public string? Step { get; init; }

    /// <summary>What was done last.</summary>
    public string? Action { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    /// <summary>The latest things done, oldest first, each with its second.</summary>
    public required IReadOnlyList<string> Log { get; init; }
}
