using System.Data.Common;
using Yixun.Core.Ids;
using Yixun.Core.Messages;
using Yixun.Core.Routing;
using Yixun.Data.Store;

namespace Yixun.Data.Server;

/// <summary>What timers, recalls and daemons do by the way; each for itself inside the shared transaction.</summary>
internal static class UpkeepStatements
{
    public static Task<int> ReleaseAsync(StoreSession session, long[] messageIds, long owner) =>
        session.Statement(session.Sql.Release).Set(messageIds).Bind(owner).ExecuteAsync();

    public static Task<int> ExpireAsync(StoreSession session, long[] messageIds, DateTimeOffset now) =>
        session
            .Statement(session.Sql.Expire)
            .Set(messageIds)
            .Bind(MessageReasons.LaneTtl)
            .Bind(now.ToUnixTimeMilliseconds())
            .ExecuteAsync();

    public static Task<int> FailAsync(
        StoreSession session,
        long[] messageIds,
        string reason,
        DateTimeOffset now
    ) =>
        session
            .Statement(session.Sql.Fail)
            .Set(messageIds)
            .Bind(reason)
            .Bind(now.ToUnixTimeMilliseconds())
            .ExecuteAsync();

    public static Task<int> BlockAsync(
        StoreSession session,
        long[] messageIds,
        string reason,
        DateTimeOffset now
    ) =>
        session
            .Statement(session.Sql.Block)
            .Set(messageIds)
            .Bind(reason)
            .Bind(now.ToUnixTimeMilliseconds())
            .ExecuteAsync();

    public static async Task<RecallOutcome> RecallAsync(
        StoreSession session,
        long batchId,
        DateTimeOffset now
    )
    {
        var ranges = await session
            .Statement(session.Sql.FindBatch)
            .Bind(batchId)
            .ReadAsync(row => (First: row.GetInt64(0), Last: row.GetInt64(1)));
        if (ranges.Count == 0)
        {
            return new RecallOutcome(0, 0, 0);
        }

        var stopped = await session
            .Statement(session.Sql.Recall)
            .Bind(ranges[0].First)
            .Bind(ranges[0].Last)
            .Bind(batchId)
            .Bind(MessageReasons.Recalled)
            .Bind(now.ToUnixTimeMilliseconds())
            .ExecuteAsync();
        var counts = await session
            .Statement(session.Sql.CountRecalled)
            .Bind(ranges[0].First)
            .Bind(ranges[0].Last)
            .Bind(batchId)
            .ReadAsync(row => (Total: (int)row.GetInt64(0), Unsent: (int)row.GetInt64(1)));
        var (total, unsent) = counts[0];
        return new RecallOutcome(stopped, total - unsent, unsent - stopped);
    }

    public static async Task<IReadOnlyList<StrandedMessage>> TakeDueAsync(
        StoreSession session,
        int limit,
        DateTimeOffset now
    )
    {
        // What another process takes at the same time is left to it.
        var due = await session
            .Statement(session.Sql.TakeDue)
            .Bind(now.ToUnixTimeMilliseconds())
            .Bind((long)limit)
            .ReadAsync(Stranded);
        await session
            .Statement(session.Sql.ClearDue)
            .Set(due.Select(message => message.Id).Order().ToArray())
            .ExecuteAsync();
        return due;
    }

    public static async Task<IReadOnlyList<StrandedMessage>> ReadStrandedAsync(
        StoreSession session,
        MessageState state,
        long after,
        DateTimeOffset before,
        int limit
    ) =>
        await session
            .Statement(session.Sql.ReadStranded)
            .Bind((short)state)
            .Bind(after)
            .Bind(MessageIdGenerator.LowestAt(before))
            .Bind((long)limit)
            .ReadAsync(Stranded);

    public static async Task<IReadOnlyList<StrandedMessage>> ReadQueuedAsync(
        StoreSession session,
        string channelId,
        long after,
        int limit
    ) =>
        await session
            .Statement(session.Sql.ReadQueued)
            .Bind(after)
            .Bind(channelId)
            .Bind((long)limit)
            .ReadAsync(Stranded);

    public static Task<int> RecoverClaimsAsync(
        StoreSession session,
        IReadOnlyList<Lane> atLeastOnce,
        bool othersToo,
        DateTimeOffset now
    ) =>
        session
            .Statement(session.Sql.RecoverClaims)
            .Set(atLeastOnce.Select(lane => (short)lane).ToArray())
            .Bind(MessageReasons.ProcessRestart)
            .Bind(now.ToUnixTimeMilliseconds())
            .Bind((short)(othersToo ? 1 : 0))
            .ExecuteAsync();

    public static Task<int> MarkUnknownAsync(
        StoreSession session,
        DateTimeOffset before,
        int limit,
        DateTimeOffset now
    ) =>
        session
            .Statement(session.Sql.MarkUnknown)
            .Bind(MessageReasons.NoReport)
            .Bind(now.ToUnixTimeMilliseconds())
            .Bind(MessageIdGenerator.LowestAt(before))
            .Bind(before.ToUnixTimeMilliseconds())
            .Bind((long)limit)
            .ExecuteAsync();

    private static StrandedMessage Stranded(DbDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetInt64(1),
            (Lane)row.GetInt16(2),
            (MessageState)row.GetInt16(3),
            row.IsDBNull(4) ? null : row.GetString(4),
            row.GetFieldValue<byte[]>(5),
            row.IsDBNull(6) ? null : row.GetFieldValue<byte[]>(6),
            row.IsDBNull(7) ? null : row.GetFieldValue<byte[]>(7),
            row.GetString(8),
            row.IsDBNull(9) ? 0 : row.GetInt64(9),
            row.GetInt32(10),
            (ChannelKind)row.GetInt32(11),
            row.IsDBNull(12) ? null : row.GetString(12)
        );
}
