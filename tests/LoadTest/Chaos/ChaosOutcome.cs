namespace Yixun.LoadTest.Chaos;

/// <summary>What was found after the kills.</summary>
/// <param name="Kills">Times that a process was killed.</param>
/// <param name="Accepted">Messages whose acceptance was answered.</param>
/// <param name="Lost">Accepted messages that are not found, or did not end, or are delivered and no phone has them.</param>
/// <param name="Twice">Messages that a phone received more than once.</param>
/// <param name="Uncertain">Messages shown as uncertain.</param>
/// <param name="Restarts">From launch to ready, a value for each start that was left to become ready after a kill.</param>
/// <param name="Broken">Guarantees that were not kept, a line each.</param>
internal sealed record ChaosOutcome(
    int Kills,
    long Accepted,
    long Lost,
    long Twice,
    long Uncertain,
    IReadOnlyList<TimeSpan> Restarts,
    IReadOnlyList<string> Broken
);
