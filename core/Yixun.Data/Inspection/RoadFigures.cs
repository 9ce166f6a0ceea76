using Yixun.Core.Messages;

namespace Yixun.Data.Inspection;

/// <summary>Messages of a lane that wait for dispatch or for a channel.</summary>
/// <param name="Oldest">When the oldest was accepted.</param>
public sealed record LaneWaiting(Lane Lane, int Messages, DateTimeOffset Oldest);

/// <param name="Since">From when they are counted.</param>
/// <param name="IsWhole">False: there are more, accepted between the time that was asked for and <paramref name="Since"/>.</param>
public sealed record AcceptedCount(long Messages, DateTimeOffset Since, bool IsWhole);

/// <summary>What was seen of a channel. Counts are segments.</summary>
/// <param name="Submits">Put on a connection.</param>
/// <param name="Accepted">Taken by the carrier.</param>
/// <param name="Uncertain">Without an answer.</param>
/// <param name="Reports">Status reports, good and bad.</param>
public sealed record ChannelSum(
    string ChannelId,
    long Submits,
    long Accepted,
    long Rejected,
    long Uncertain,
    long Reports,
    long Delivered
);
