namespace Yixun.Core.Replies;

/// <summary>How surely a reply's message and system are known.</summary>
public enum ReplyMatchKind
{
    /// <summary>Nothing was sent to the phone, and the digits are nobody's.</summary>
    None = 0,

    /// <summary>By the phone alone: the newest message to it.</summary>
    Phone = 1,

    /// <summary>By the digits' owner, or by digits of which some were lost or added on the way.</summary>
    Extension = 2,

    /// <summary>By the very number that the message came from.</summary>
    Exact = 3,
}
