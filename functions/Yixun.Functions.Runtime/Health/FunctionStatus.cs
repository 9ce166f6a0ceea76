namespace Yixun.Functions.Runtime.Health;

/// <summary>How a function does, at one moment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind"><c>http</c>, <c>queue</c> or <c>timer</c>.</param>
/// <param name="State">Whether its trigger is listened to.</param>
/// <param name="Reason">Why it is disabled; null otherwise.</param>
/// <param name="Invocations">Invocations that have ended since the start.</param>
/// <param name="Failures">Those of them that ended in an exception.</param>
/// <param name="Running">Invocations under way.</param>
/// <param name="TotalDuration">Sum of the durations of the ended ones.</param>
public sealed record FunctionStatus(
    string Name,
    string Kind,
    FunctionState State,
    string? Reason,
    long Invocations,
    long Failures,
    long Running,
    TimeSpan TotalDuration
);
