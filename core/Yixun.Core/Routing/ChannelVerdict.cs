namespace Yixun.Core.Routing;

/// <summary>What became of a channel when a message was routed.</summary>
public enum ChannelVerdict : byte
{
    Chosen,

    /// <summary>It takes some of the messages that are alike; this one fell to another.</summary>
    Shares,

    /// <summary>Switched off.</summary>
    Off,

    /// <summary>Its weight is 0.</summary>
    Weightless,

    /// <summary>It carries SMS where MMS is wanted, or the other way.</summary>
    Kind,

    /// <summary>It does not reach the number's network.</summary>
    Carrier,

    /// <summary>It does not carry the lane.</summary>
    Lane,

    /// <summary>The rule that decided does not name it.</summary>
    Rule,

    /// <summary>It does not reach the number's province.</summary>
    Province,

    /// <summary>It does not take the text's links.</summary>
    Link,

    /// <summary>The signature is not registered for it.</summary>
    Signature,

    /// <summary>It is closed at this hour.</summary>
    Hours,

    Paused,

    Draining,

    /// <summary>Its health leaves it nothing.</summary>
    Down,

    /// <summary>Another is cheaper.</summary>
    Price,

    /// <summary>Another stands before it in the rule.</summary>
    Order,

    /// <summary>A rule says that nothing is sent.</summary>
    Denied,

    /// <summary>The message names another channel (a test).</summary>
    NotForced,
}
