using Yixun.Core.Messages;
using Yixun.Core.Numbers;

namespace Yixun.Data.Store;

/// <summary>What dispatch decided about a message.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="State">Queued, Held, Blocked, Expired or Failed.</param>
/// <param name="Carrier">Network of the number.</param>
/// <param name="ChannelId">Chosen channel; null when not queued.</param>
/// <param name="Reason">Code, when not queued.</param>
/// <param name="Trace">How it was decided; null when routing was not asked.</param>
/// <param name="DueAt">When held: when to try again.</param>
/// <param name="FallenBack">The short message that an MMS became; null otherwise.</param>
public readonly record struct DispatchUpdate(
    long MessageId,
    MessageState State,
    Carrier Carrier,
    string? ChannelId,
    string? Reason,
    string? Trace,
    DateTimeOffset? DueAt,
    FallenBack? FallenBack = null
);
