namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function on a schedule.</summary>
/// <param name="schedule">NCRONTAB with seconds (six fields), or <c>%Setting%</c> with the name of a setting that holds one.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    /// <summary>The schedule as written.</summary>
    public string Schedule { get; private set; } = schedule;

    /// <summary>Runs once when the host starts, too.</summary>
    public bool RunOnStartup { get; set; }

    /// <summary>Accepted; without storage neither host remembers a schedule over a restart.</summary>
    public bool UseMonitor { get; set; }
}
