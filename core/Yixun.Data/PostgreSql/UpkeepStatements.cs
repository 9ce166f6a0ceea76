using Npgsql;
using Yixun.Core.Ids;
using Yixun.Core.Messages;
using Yixun.Core.Routing;
using Yixun.Data.Store;

namespace Yixun.Data.PostgreSql;

/// <summary>What timers, recalls and daemons do by the way; each for itself inside the shared transaction.</summary>
internal static class UpkeepStatements
{
    private const string StrandedColumns =
        "SELECT m.id, m.batch_id, m.lane, m.state, m.channel_id, m.phone_cipher, m.content_cipher, "
        + "CASE WHEN m.content_cipher IS NULL THEN b.content_cipher END, b.extension, m.expires_at, "
        + "m.system_id, CASE WHEN m.content_cipher IS NULL THEN b.kind ELSE 0 END, b.forced_channel_id "
        + "FROM messages m JOIN batches b ON b.id = m.batch_id ";

    public static Task<int> ReleaseAsync(NpgsqlConnection connection, long[] messageIds, long owner) =>
        new PostgreSqlStatement(
            connection,
            "UPDATE messages SET state = 3, owner = NULL WHERE id = ANY($1) AND state = 4 AND owner = $2"
        )
            .Bind(messageIds)
            .Bind(owner)
            .ExecuteAsync();

    public static Task<int> ExpireAsync(NpgsqlConnection connection, long[] messageIds, DateTimeOffset now) =>
        new PostgreSqlStatement(
            connection,
            "UPDATE messages SET state = 32, reason = $2, final_at = $3 WHERE id = ANY($1) AND state = 3"
        )
            .Bind(messageIds)
            .Bind(MessageReasons.LaneTtl)
            .Bind(now.ToUnixTimeMilliseconds())
            .ExecuteAsync();

    public static Task<int> FailAsync(
        NpgsqlConnection connection,
        long[] messageIds,
        string reason,
        DateTimeOffset now
    ) =>
        new PostgreSqlStatement(
            connection,
            "UPDATE messages SET state = 33, reason = $2, due_at = NULL, final_at = $3 "
                + "WHERE id = ANY($1) AND state IN (0, 1, 2, 3)"
        )
            .Bind(messageIds)
            .Bind(reason)
            .Bind(now.ToUnixTimeMilliseconds())
            .ExecuteAsync();

    public static Task<int> BlockAsync(
        NpgsqlConnection connection,
        long[] messageIds,
        string reason,
        DateTimeOffset now
    ) =>
        new PostgreSqlStatement(
            connection,
            "UPDATE messages SET state = 30, reason = $2, final_at = $3 WHERE id = ANY($1) AND state = 3"
        )
            .Bind(messageIds)
            .Bind(reason)
            .Bind(now.ToUnixTimeMilliseconds())
            .ExecuteAsync();

    public static async Task<RecallOutcome> RecallAsync(
        NpgsqlConnection connection,
        long batchId,
        DateTimeOffset now
    )
    {
        var ranges = await new PostgreSqlStatement(
            connection,
            "SELECT first_message_id, last_message_id FROM batches WHERE id = $1"
        )
            .Bind(batchId)
            .ReadAsync(row => (First: row.GetInt64(0), Last: row.GetInt64(1)));
        if (ranges.Count == 0)
        {
            return new RecallOutcome(0, 0, 0);
        }

        var stopped = await new PostgreSqlStatement(
            connection,
            "UPDATE messages SET state = 31, reason = $4, due_at = NULL, final_at = $5 "
                + "WHERE id BETWEEN $1 AND $2 AND batch_id = $3 AND state IN (0, 1, 2, 3)"
        )
            .Bind(ranges[0].First)
            .Bind(ranges[0].Last)
            .Bind(batchId)
            .Bind(MessageReasons.Recalled)
            .Bind(now.ToUnixTimeMilliseconds())
            .ExecuteAsync();
        var counts = await new PostgreSqlStatement(
            connection,
            "SELECT count(*), count(*) FILTER (WHERE state IN (30, 31, 32) OR (state = 33 AND channel_id IS NULL)) "
                + "FROM messages WHERE id BETWEEN $1 AND $2 AND batch_id = $3"
        )
            .Bind(ranges[0].First)
            .Bind(ranges[0].Last)
            .Bind(batchId)
            .ReadAsync(row => (Total: (int)row.GetInt64(0), Unsent: (int)row.GetInt64(1)));
        var (total, unsent) = counts[0];
        return new RecallOutcome(stopped, total - unsent, unsent - stopped);
    }

    public static async Task<IReadOnlyList<StrandedMessage>> TakeDueAsync(
        NpgsqlConnection connection,
        int limit,
        DateTimeOffset now
    )
    {
        // What another process takes at the same time is left to it.
        var due = await new PostgreSqlStatement(
            connection,
            StrandedColumns
                + "WHERE m.due_at IS NOT NULL AND m.due_at <= $1 AND m.state IN (1, 2) ORDER BY m.due_at LIMIT $2 "
                + "FOR NO KEY UPDATE OF m SKIP LOCKED"
        )
            .Bind(now.ToUnixTimeMilliseconds())
            .Bind((long)limit)
            .ReadAsync(Stranded);
        await new PostgreSqlStatement(connection, "UPDATE messages SET due_at = NULL WHERE id = ANY($1)")
            .Bind(due.ConvertAll(message => message.Id).ToArray())
            .ExecuteAsync();
        return due;
    }

    public static async Task<IReadOnlyList<StrandedMessage>> ReadStrandedAsync(
        NpgsqlConnection connection,
        MessageState state,
        long after,
        DateTimeOffset before,
        int limit
    ) =>
        await new PostgreSqlStatement(
            connection,
            StrandedColumns
                + "WHERE m.state = $1 AND m.state < 10 AND m.id > $2 AND m.id < $3 AND m.due_at IS NULL "
                + "ORDER BY m.id LIMIT $4"
        )
            .Bind((short)state)
            .Bind(after)
            .Bind(MessageIdGenerator.LowestAt(before))
            .Bind((long)limit)
            .ReadAsync(Stranded);

    public static async Task<IReadOnlyList<StrandedMessage>> ReadQueuedAsync(
        NpgsqlConnection connection,
        string channelId,
        long after,
        int limit
    ) =>
        await new PostgreSqlStatement(
            connection,
            StrandedColumns
                + "WHERE m.state = 3 AND m.state < 10 AND m.id > $1 AND m.channel_id = $2 ORDER BY m.id LIMIT $3"
        )
            .Bind(after)
            .Bind(channelId)
            .Bind((long)limit)
            .ReadAsync(Stranded);

    public static Task<int> RecoverClaimsAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Lane> atLeastOnce,
        DateTimeOffset now
    ) =>
        // The owners are found once, before anything waits for a row: one that changes hands meanwhile is left alone.
        new PostgreSqlStatement(
            connection,
            "UPDATE messages SET state = CASE WHEN lane = ANY($1) THEN 3 ELSE 21 END, "
                + "owner = CASE WHEN lane = ANY($1) THEN NULL ELSE owner END, "
                + "reason = CASE WHEN lane = ANY($1) THEN reason ELSE $2 END, "
                + "final_at = CASE WHEN lane = ANY($1) THEN final_at ELSE $3 END "
                + "WHERE state = 4 AND state < 10 AND owner = ANY(ARRAY("
                + "SELECT DISTINCT m.owner FROM messages m WHERE m.state = 4 AND m.state < 10 AND m.owner NOT IN "
                + "(SELECT token FROM leases WHERE name LIKE 'node:%' AND expires_at > $3)))"
        )
            .Bind(atLeastOnce.Select(lane => (short)lane).ToArray())
            .Bind(MessageReasons.ProcessRestart)
            .Bind(now.ToUnixTimeMilliseconds())
            .ExecuteAsync();

    public static Task<int> MarkUnknownAsync(
        NpgsqlConnection connection,
        DateTimeOffset before,
        int limit,
        DateTimeOffset now
    ) =>
        new PostgreSqlStatement(
            connection,
            "UPDATE messages SET state = 20, reason = $1, final_at = $2 WHERE id = ANY(ARRAY("
                + "SELECT id FROM messages WHERE state = 5 AND state < 10 AND id < $3 AND submitted_at < $4 "
                + "ORDER BY id LIMIT $5 FOR NO KEY UPDATE SKIP LOCKED))"
        )
            .Bind(MessageReasons.NoReport)
            .Bind(now.ToUnixTimeMilliseconds())
            .Bind(MessageIdGenerator.LowestAt(before))
            .Bind(before.ToUnixTimeMilliseconds())
            .Bind((long)limit)
            .ExecuteAsync();

    private static StrandedMessage Stranded(NpgsqlDataReader row) =>
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
