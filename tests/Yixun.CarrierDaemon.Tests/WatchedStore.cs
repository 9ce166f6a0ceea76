using Microsoft.EntityFrameworkCore;
using Yixun.Core.Messages;
using Yixun.Data.Sqlite;
using Yixun.Data.Store;

namespace Yixun.CarrierDaemon.Tests;

/// <summary>The real store, which can be made to fail, and which counts what is claimed after every claim.</summary>
internal sealed class WatchedStore(IMessageStore store, SqliteDatabase database) : IMessageStore
{
    /// <summary>Thrown before a call of that name.</summary>
    public Func<string, Exception?> Fault { get; set; } = _ => null;

    /// <summary>Most segments that were claimed at once and had no result in the database.</summary>
    public int MostClaimed { get; private set; }

    public Task<AppendOutcome> AppendAsync(NewBatch batch, CancellationToken cancellationToken) =>
        store.AppendAsync(batch, cancellationToken);

    public Task<bool[]> ApplyDispatchAsync(
        Lane lane,
        IReadOnlyList<DispatchUpdate> updates,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) => store.ApplyDispatchAsync(lane, updates, now, cancellationToken);

    public Task<int> BlockAsync(
        IReadOnlyList<long> messageIds,
        string reason,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) => store.BlockAsync(messageIds, reason, now, cancellationToken);

    public Task FailAsync(
        IReadOnlyList<long> messageIds,
        string reason,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) => store.FailAsync(messageIds, reason, now, cancellationToken);

    public async Task<bool[]> ClaimAsync(
        string channelId,
        Lane mostUrgent,
        IReadOnlyList<long> messageIds,
        long owner,
        CancellationToken cancellationToken
    )
    {
        Check(nameof(ClaimAsync));
        var claimed = await store.ClaimAsync(channelId, mostUrgent, messageIds, owner, cancellationToken);
        await using var context = database.CreateContext();
        var segments = await context
            .Messages.Where(message => message.State == MessageState.Submitting)
            .SumAsync(
                message =>
                    message.Segments
                    - context.MessageSegments.Count(segment => segment.MessageId == message.Id),
                cancellationToken
            );
        MostClaimed = Math.Max(MostClaimed, segments);
        return claimed;
    }

    public Task ReleaseAsync(IReadOnlyList<long> messageIds, long owner, CancellationToken cancellationToken)
    {
        Check(nameof(ReleaseAsync));
        return store.ReleaseAsync(messageIds, owner, cancellationToken);
    }

    public Task<bool[]> ReassignAsync(
        string fromChannelId,
        IReadOnlyList<Reassignment> updates,
        CancellationToken cancellationToken
    ) => store.ReassignAsync(fromChannelId, updates, cancellationToken);

    public Task<IReadOnlyList<StrandedMessage>> ReadQueuedAsync(
        string channelId,
        long after,
        int limit,
        CancellationToken cancellationToken
    ) => store.ReadQueuedAsync(channelId, after, limit, cancellationToken);

    public Task ExpireAsync(
        IReadOnlyList<long> messageIds,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        Check(nameof(ExpireAsync));
        return store.ExpireAsync(messageIds, now, cancellationToken);
    }

    public Task<ReceiptOutcome> ApplyReceiptsAsync(
        IReadOnlyList<SegmentResult> results,
        IReadOnlyList<CarrierReportResult> reports,
        IReadOnlyList<Lane> atLeastOnce,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) => store.ApplyReceiptsAsync(results, reports, atLeastOnce, now, cancellationToken);

    public Task<(int Matched, int GivenUp)> RetryParkedReportsAsync(
        int limit,
        TimeSpan keep,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) => store.RetryParkedReportsAsync(limit, keep, now, cancellationToken);

    public Task<RecallOutcome> RecallAsync(
        long batchId,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) => store.RecallAsync(batchId, now, cancellationToken);

    public Task<IReadOnlyList<StrandedMessage>> TakeDueAsync(
        int limit,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) => store.TakeDueAsync(limit, now, cancellationToken);

    public Task<IReadOnlyList<StrandedMessage>> ReadStrandedAsync(
        MessageState state,
        long after,
        DateTimeOffset before,
        int limit,
        CancellationToken cancellationToken
    ) => store.ReadStrandedAsync(state, after, before, limit, cancellationToken);

    public Task<int> RecoverClaimsAsync(
        IReadOnlyList<Lane> atLeastOnce,
        bool othersToo,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) => store.RecoverClaimsAsync(atLeastOnce, othersToo, now, cancellationToken);

    public Task<int> MarkUnknownAsync(
        DateTimeOffset before,
        int limit,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) => store.MarkUnknownAsync(before, limit, now, cancellationToken);

    private void Check(string call)
    {
        if (Fault(call) is { } exception)
        {
            throw exception;
        }
    }
}
