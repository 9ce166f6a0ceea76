namespace Yixun.Data.Model;

/// <summary>What became of an automatic answer.</summary>
public enum AutoReplyState
{
    Pending = 0,

    /// <summary>It is a submitted message.</summary>
    Submitted = 1,

    /// <summary>It could not be submitted.</summary>
    Refused = 2,
}
