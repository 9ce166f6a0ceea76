namespace Yixun.Core.Alerts;

/// <summary>Why a target is told of an alert. The numbers are stored.</summary>
public enum AlertOccasion : byte
{
    Raised = 0,
    Cleared = 1,

    /// <summary>It is still open.</summary>
    Reminder = 2,
}
