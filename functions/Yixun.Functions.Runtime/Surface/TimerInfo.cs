namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is told about its schedule.</summary>
public class TimerInfo
{
    /// <summary>When it ran and when it will run.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>True when this run comes later than its schedule says.</summary>
    public bool IsPastDue { get; set; }
}
