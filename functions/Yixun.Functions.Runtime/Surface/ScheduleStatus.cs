namespace Microsoft.Azure.Functions.Worker;

/// <summary>A timer's past and future, in the host's zone.</summary>
public class ScheduleStatus
{
    /// <summary>The last scheduled run; the default value before the first.</summary>
    public DateTime Last { get; set; }

    /// <summary>The next scheduled run.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this was last written.</summary>
    public DateTime LastUpdated { get; set; }
}
