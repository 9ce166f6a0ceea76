namespace Yixun.Core.Replies;

/// <summary>How a rule's words are looked for in a reply.</summary>
public enum ReplyComparison
{
    /// <summary>The reply is one of the words.</summary>
    Exact = 0,

    /// <summary>The reply begins with one of them.</summary>
    Prefix = 1,

    /// <summary>One of them is in it.</summary>
    Contains = 2,

    /// <summary>One of them, a regular expression, matches the reply as it was written.</summary>
    Regex = 3,
}
