using Yixun.Core.Messages;

namespace Yixun.Data.Store;

/// <summary>
/// The set-wise writes of the main road: one implementation per database. Every method is durable before it completes; many
/// callers at once share a transaction. A state moves by compare-and-set only.
/// </summary>
/// <exception cref="StoreBusyException">More is waiting to be written than may wait; nothing of the call was written.</exception>
public interface IMessageStore
{
    /// <summary>Accepts a submission: all its rows, or none when its clientId was used before.</summary>
    Task<AppendOutcome> AppendAsync(NewBatch batch, CancellationToken cancellationToken);

    /// <summary>Applies dispatch decisions to messages of one lane that are Accepted, Scheduled or Held.</summary>
    /// <returns>True for each that was applied.</returns>
    Task<bool[]> ApplyDispatchAsync(
        Lane lane,
        IReadOnlyList<DispatchUpdate> updates,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );

    /// <summary>Claims messages that are Queued on a channel: they become Submitting.</summary>
    /// <param name="mostUrgent">Most urgent lane among the messages: urgent claims wait behind no others.</param>
    /// <param name="owner">Lease token of the claiming process.</param>
    /// <returns>True for each that was claimed; the others are someone else's, recalled or gone.</returns>
    Task<bool[]> ClaimAsync(
        string channelId,
        Lane mostUrgent,
        IReadOnlyList<long> messageIds,
        long owner,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Moves messages that are Queued on a channel to others. One that was claimed meanwhile stays, so nothing that may have
    /// been sent is moved.
    /// </summary>
    /// <returns>True for each that was moved.</returns>
    Task<bool[]> ReassignAsync(
        string fromChannelId,
        IReadOnlyList<Reassignment> updates,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Messages that are Queued on a channel, with ids above <paramref name="after"/>, in order of id; most urgent lanes
    /// are not preferred.
    /// </summary>
    Task<IReadOnlyList<StrandedMessage>> ReadQueuedAsync(
        string channelId,
        long after,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>Gives back claims of messages that are proven never sent: they become Queued again.</summary>
    Task ReleaseAsync(IReadOnlyList<long> messageIds, long owner, CancellationToken cancellationToken);

    /// <summary>Expires messages that are Queued.</summary>
    Task ExpireAsync(IReadOnlyList<long> messageIds, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends messages that wait and can never be sent.</summary>
    Task FailAsync(
        IReadOnlyList<long> messageIds,
        string reason,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );

    /// <summary>Ends messages that are Queued and, by a rule that came later, must not be sent.</summary>
    /// <returns>How many; the others were claimed or ended meanwhile.</returns>
    Task<int> BlockAsync(
        IReadOnlyList<long> messageIds,
        string reason,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Applies answers and reports. A report whose segment is unknown is parked; one that tells nothing new is counted.
    /// </summary>
    /// <param name="atLeastOnce">Lanes in which an uncertain message goes back to Queued.</param>
    Task<ReceiptOutcome> ApplyReceiptsAsync(
        IReadOnlyList<SegmentResult> results,
        IReadOnlyList<CarrierReportResult> reports,
        IReadOnlyList<Lane> atLeastOnce,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );

    /// <summary>Tries parked reports again that are due; gives up those parked longer than <paramref name="keep"/>.</summary>
    /// <returns>How many were matched, and how many were given up.</returns>
    Task<(int Matched, int GivenUp)> RetryParkedReportsAsync(
        int limit,
        TimeSpan keep,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );

    /// <summary>Recalls what has not left of a batch.</summary>
    Task<RecallOutcome> RecallAsync(long batchId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes messages whose schedule or hold is over: their due time is cleared, and they are returned.</summary>
    Task<IReadOnlyList<StrandedMessage>> TakeDueAsync(
        int limit,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Messages that wait for a queue: Accepted, due ones (<paramref name="state"/> Accepted), or Queued; made before
    /// <paramref name="before"/>, with ids above <paramref name="after"/>, in order of id.
    /// </summary>
    Task<IReadOnlyList<StrandedMessage>> ReadStrandedAsync(
        MessageState state,
        long after,
        DateTimeOffset before,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Messages that are Submitting for an owner whose lease is over: they become Uncertain, or Queued in the lanes of
    /// <paramref name="atLeastOnce"/>.
    /// </summary>
    /// <param name="atLeastOnce">Lanes that are sent again rather than left uncertain.</param>
    /// <param name="othersToo">False leaves the messages of all other lanes alone.</param>
    /// <returns>How many.</returns>
    Task<int> RecoverClaimsAsync(
        IReadOnlyList<Lane> atLeastOnce,
        bool othersToo,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );

    /// <summary>Messages submitted before <paramref name="before"/> and still without a report become Unknown.</summary>
    /// <returns>How many.</returns>
    Task<int> MarkUnknownAsync(
        DateTimeOffset before,
        int limit,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );
}
