namespace Yixun.CarrierDaemon.Supervision;

/// <summary>How often the daemon looks at its channels and writes what it saw: section <c>Yixun:Supervision</c>.</summary>
public sealed class SupervisionOptions
{
    public const string SectionName = "Yixun:Supervision";

    /// <summary>Between two samples of window use, waiting messages and connections.</summary>
    public TimeSpan SampleInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Between two looks at the depth of the channels' queues.</summary>
    public TimeSpan QueueInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Between two writes of how the channels stand.</summary>
    public TimeSpan StateInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Between two writes of the minutes.</summary>
    public TimeSpan MinuteInterval { get; set; } = TimeSpan.FromMinutes(1);
}
