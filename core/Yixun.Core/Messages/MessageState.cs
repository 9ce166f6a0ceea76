namespace Yixun.Core.Messages;

/// <summary>
/// Where a message stands. The numbers are stored; below 10 the platform still has work to do with it,
/// from 20 on it has none.
/// </summary>
public enum MessageState : byte
{
    /// <summary>Committed; waits for dispatch.</summary>
    Accepted = 0,

    /// <summary>Waits for the time its sender chose.</summary>
    Scheduled = 1,

    /// <summary>Waits for its lane's hours.</summary>
    Held = 2,

    /// <summary>Has a channel; waits for the carrier daemon.</summary>
    Queued = 3,

    /// <summary>Claimed by the carrier daemon; may be on the wire.</summary>
    Submitting = 4,

    /// <summary>Every segment was accepted by the carrier; waits for reports.</summary>
    Submitted = 5,

    /// <summary>No report came in time. May still become Delivered or Failed.</summary>
    Unknown = 20,

    /// <summary>It may have reached the carrier: the link was lost before the response. Never resent by itself.</summary>
    Uncertain = 21,

    /// <summary>Not sent, by a rule; the reason says which.</summary>
    Blocked = 30,

    /// <summary>Recalled before it was sent.</summary>
    Cancelled = 31,

    /// <summary>Its time ran out before it was sent.</summary>
    Expired = 32,

    /// <summary>The carrier refused it or reported failure.</summary>
    Failed = 33,

    /// <summary>Every segment was delivered.</summary>
    Delivered = 34,
}
