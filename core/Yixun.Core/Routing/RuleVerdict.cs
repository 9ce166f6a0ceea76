namespace Yixun.Core.Routing;

/// <summary>What became of a rule when a message was routed.</summary>
public enum RuleVerdict : byte
{
    /// <summary>It decided.</summary>
    Decides,

    /// <summary>It decided that nothing is sent.</summary>
    Denies,

    /// <summary>A condition does not hold.</summary>
    DoesNotHold,

    /// <summary>It holds, but none of its channels can take the message, and the next rules are asked.</summary>
    FallsThrough,

    /// <summary>Another decided before.</summary>
    NotAsked,
}
