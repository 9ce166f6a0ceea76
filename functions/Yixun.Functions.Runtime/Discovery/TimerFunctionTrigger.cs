namespace Yixun.Functions.Runtime.Discovery;

/// <summary>A schedule.</summary>
/// <param name="Schedule">NCRONTAB, with settings already filled in.</param>
/// <param name="RunOnStartup">Whether it runs once when the host starts, too.</param>
public sealed record TimerFunctionTrigger(string Schedule, bool RunOnStartup) : FunctionTrigger
{
    /// <inheritdoc/>
    public override string Kind => "timer";
}
