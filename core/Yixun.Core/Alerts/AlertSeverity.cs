namespace Yixun.Core.Alerts;

/// <summary>How bad it is. The numbers are stored.</summary>
public enum AlertSeverity : byte
{
    /// <summary>To be known.</summary>
    Info = 0,

    /// <summary>Messages are late or lost if nobody looks.</summary>
    Warning = 1,

    /// <summary>Messages do not leave.</summary>
    Critical = 2,
}
