using Yixun.Core.Messages;
using Yixun.Data.Store;
using Yixun.Data.Writing;

namespace Yixun.Data.Server;

/// <summary>The main road's writes on a database server: sets of rows inside transactions that callers share.</summary>
public sealed class ServerMessageStore(ServerWriters writers) : IMessageStore
{
    public Task<AppendOutcome> AppendAsync(NewBatch batch, CancellationToken cancellationToken) =>
        writers.RunAsync(
            new AppendOperation(batch),
            UrgencyOf(batch.Lane, WriteUrgency.Accepting),
            OutageConduct.FailAtOnce,
            cancellationToken,
            refusable: true
        );

    public Task<bool[]> ApplyDispatchAsync(
        Lane lane,
        IReadOnlyList<DispatchUpdate> updates,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        writers.RunAsync(
            new DispatchOperation(updates, now),
            UrgencyOf(lane, WriteUrgency.Moving),
            OutageConduct.Wait,
            cancellationToken
        );

    // A claim that waited could outlive the lease of its owner.
    public Task<bool[]> ClaimAsync(
        string channelId,
        Lane mostUrgent,
        IReadOnlyList<long> messageIds,
        long owner,
        CancellationToken cancellationToken
    ) =>
        writers.RunAsync(
            new ClaimOperation(channelId, messageIds, owner),
            UrgencyOf(mostUrgent, WriteUrgency.Moving),
            OutageConduct.FailAtOnce,
            cancellationToken
        );

    public Task<bool[]> ReassignAsync(
        string fromChannelId,
        IReadOnlyList<Reassignment> updates,
        CancellationToken cancellationToken
    ) =>
        writers.RunAsync(
            new ReassignOperation(fromChannelId, updates),
            WriteUrgency.Moving,
            OutageConduct.FailAtOnce,
            cancellationToken
        );

    public Task<IReadOnlyList<StrandedMessage>> ReadQueuedAsync(
        string channelId,
        long after,
        int limit,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            WriteKind.Sweep,
            limit,
            session => UpkeepStatements.ReadQueuedAsync(session, channelId, after, limit),
            OutageConduct.FailAtOnce,
            cancellationToken
        );

    public Task ReleaseAsync(
        IReadOnlyList<long> messageIds,
        long owner,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            WriteKind.Other,
            messageIds.Count,
            session => UpkeepStatements.ReleaseAsync(session, Ordered(messageIds), owner),
            OutageConduct.FailAtOnce,
            cancellationToken
        );

    public Task ExpireAsync(
        IReadOnlyList<long> messageIds,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            WriteKind.Other,
            messageIds.Count,
            session => UpkeepStatements.ExpireAsync(session, Ordered(messageIds), now),
            OutageConduct.FailAtOnce,
            cancellationToken
        );

    public Task FailAsync(
        IReadOnlyList<long> messageIds,
        string reason,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            WriteKind.Other,
            messageIds.Count,
            session => UpkeepStatements.FailAsync(session, Ordered(messageIds), reason, now),
            OutageConduct.FailAtOnce,
            cancellationToken
        );

    public Task<int> BlockAsync(
        IReadOnlyList<long> messageIds,
        string reason,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            WriteKind.Other,
            messageIds.Count,
            session => UpkeepStatements.BlockAsync(session, Ordered(messageIds), reason, now),
            OutageConduct.FailAtOnce,
            cancellationToken
        );

    public Task<ReceiptOutcome> ApplyReceiptsAsync(
        IReadOnlyList<SegmentResult> results,
        IReadOnlyList<CarrierReportResult> reports,
        IReadOnlyList<Lane> atLeastOnce,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        writers.RunAsync(
            new ReceiptsOperation(results, reports, atLeastOnce, now),
            WriteUrgency.Moving,
            OutageConduct.Wait,
            cancellationToken
        );

    public Task<(int Matched, int GivenUp)> RetryParkedReportsAsync(
        int limit,
        TimeSpan keep,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            WriteKind.Sweep,
            limit,
            session => ParkedReportStatements.RetryAsync(session, limit, keep, now),
            OutageConduct.FailAtOnce,
            cancellationToken
        );

    public Task<RecallOutcome> RecallAsync(
        long batchId,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            WriteKind.Other,
            1_000,
            session => UpkeepStatements.RecallAsync(session, batchId, now),
            OutageConduct.FailAtOnce,
            cancellationToken
        );

    public Task<IReadOnlyList<StrandedMessage>> TakeDueAsync(
        int limit,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            WriteKind.Sweep,
            limit,
            session => UpkeepStatements.TakeDueAsync(session, limit, now),
            OutageConduct.FailAtOnce,
            cancellationToken
        );

    public Task<IReadOnlyList<StrandedMessage>> ReadStrandedAsync(
        MessageState state,
        long after,
        DateTimeOffset before,
        int limit,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            WriteKind.Sweep,
            limit,
            session => UpkeepStatements.ReadStrandedAsync(session, state, after, before, limit),
            OutageConduct.FailAtOnce,
            cancellationToken
        );

    public Task<int> RecoverClaimsAsync(
        IReadOnlyList<Lane> atLeastOnce,
        bool othersToo,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            WriteKind.Other,
            1_000,
            session => UpkeepStatements.RecoverClaimsAsync(session, atLeastOnce, othersToo, now),
            OutageConduct.FailAtOnce,
            cancellationToken
        );

    public Task<int> MarkUnknownAsync(
        DateTimeOffset before,
        int limit,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            WriteKind.Sweep,
            limit,
            session => UpkeepStatements.MarkUnknownAsync(session, before, limit, now),
            OutageConduct.FailAtOnce,
            cancellationToken
        );

    private static WriteUrgency UrgencyOf(Lane lane, WriteUrgency otherwise) =>
        lane is Lane.Critical or Lane.Otp ? WriteUrgency.Urgent : otherwise;

    private static long[] Ordered(IReadOnlyList<long> messageIds) => [.. messageIds.Order()];

    private Task<T> RunAsync<T>(
        WriteKind kind,
        int rows,
        Func<StoreSession, Task<T>> work,
        OutageConduct conduct,
        CancellationToken cancellationToken
    ) =>
        writers.RunAsync(
            new SingleOperation<T>(kind, rows, work),
            WriteUrgency.Moving,
            conduct,
            cancellationToken
        );
}
