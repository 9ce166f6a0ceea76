namespace Yixun.Functions.Runtime.Health;

/// <summary>Whether a function's trigger is listened to.</summary>
public enum FunctionState
{
    /// <summary>Not yet.</summary>
    Starting,

    /// <summary>Yes.</summary>
    Listening,

    /// <summary>Not until the process starts again: see <see cref="FunctionStatus.Reason"/>.</summary>
    Disabled,

    /// <summary>Not any more: the host is stopping.</summary>
    Stopped,
}
