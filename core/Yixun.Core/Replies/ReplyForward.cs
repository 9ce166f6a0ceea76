namespace Yixun.Core.Replies;

/// <summary>To whose callback a rule forwards.</summary>
public enum ReplyForward
{
    None = 0,

    /// <summary>The system that the reply belongs to.</summary>
    Matched = 1,

    /// <summary>A system that the rule names.</summary>
    Named = 2,
}
