namespace Yixun.Functions.Callbacks;

/// <summary>When a callback is tried again.</summary>
internal static class CallbackSchedule
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>5 s after the first failure, then twice as long each time, up to an hour.</summary>
    /// <param name="tries">Failures so far, at least 1.</param>
    public static TimeSpan WaitAfter(int tries)
    {
        var doublings = Math.Clamp(tries - 1, 0, 16);
        var wait = Shortest * (1 << doublings);
        return wait < Longest ? wait : Longest;
    }
}
