using Yixun.Data.Server;

namespace Yixun.Data.PostgreSql;

/// <summary>The store's statements: rows are named by key in arrays, so that a plan serves for ever.</summary>
internal static class PostgreSqlText
{
    // A set is in order of its ids. Their bounds stand beside an ANY because a plan that is made once, for every partition,
    // can tell by them which partitions it needs before it begins. Not beside a join: the planner would read all rows between
    // the bounds and compare each with the whole set, where a join by the key alone opens a partition a row.
    private const string Range = " BETWEEN $1[1] AND $1[cardinality($1)]";
    private const string IdInRange = " AND id" + Range;
    private const string MessageIdInRange = " AND message_id" + Range;

    // Beside a set: so written that no index of states is used. By one the planner, which sees empty tables, would read all
    // that is in the state and compare each row with the whole set.
    private const string State = "(m.state + 0)";

    private const string StrandedColumns =
        "SELECT m.id, m.batch_id, m.lane, m.state, m.channel_id, m.phone_cipher, m.content_cipher, "
        + "CASE WHEN m.content_cipher IS NULL THEN b.content_cipher END, b.extension, m.expires_at, "
        + "m.system_id, CASE WHEN m.content_cipher IS NULL THEN b.kind ELSE 0 END, b.forced_channel_id "
        + "FROM messages m JOIN batches b ON b.id = m.batch_id ";

    public static StoreSql Statements { get; } =
        new()
        {
            TakeClientKeys =
                "INSERT INTO client_keys (system_id, of_message, client_id, digest, batch_id, message_id) "
                + "SELECT k.system_id, $1, k.client_id, k.digest, k.batch_id, k.message_id "
                + "FROM unnest($2, $3, $4, $5, $6) AS k(system_id, client_id, digest, batch_id, message_id) "
                + "ON CONFLICT DO NOTHING RETURNING system_id, client_id",
            FindClientKeys =
                "SELECT c.system_id, c.client_id, c.digest, c.batch_id, c.message_id FROM unnest($1, $2) "
                + "AS k(system_id, client_id) JOIN client_keys c ON c.system_id = k.system_id AND c.of_message = $3 "
                + "AND c.client_id = k.client_id",
            FallBack =
                "UPDATE messages m SET content_cipher = u.content_cipher, segments = u.segments "
                + "FROM unnest($1, $2, $3) AS u(id, content_cipher, segments) WHERE m.id = u.id",
            InsertLinks =
                "INSERT INTO mms_links (token, message_id, batch_id, expires_at) SELECT * FROM unnest($1, $2, $3, $4)",
            Dispatch =
                "UPDATE messages m SET state = u.state, carrier = u.carrier, channel_id = u.channel_id, "
                + "reason = u.reason, trace = coalesce(u.trace, m.trace), due_at = u.due_at, "
                + "dispatched_at = u.dispatched_at, final_at = u.final_at "
                + "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) AS u(id, state, carrier, channel_id, reason, "
                + "trace, due_at, dispatched_at, final_at) "
                + "WHERE m.id = u.id"
                + " AND "
                + State
                + " IN (0, 1, 2) AND m.due_at IS NULL RETURNING m.id",
            Reassign =
                "UPDATE messages m SET channel_id = u.channel_id, trace = u.trace "
                + "FROM unnest($1, $2, $3, $4) AS u(id, from_channel_id, channel_id, trace) "
                + "WHERE m.id = u.id"
                + " AND "
                + State
                + " = 3 AND m.channel_id = u.from_channel_id RETURNING m.id",
            Claim =
                "UPDATE messages m SET state = 4, owner = u.owner "
                + "FROM unnest($1, $2, $3) AS u(id, channel_id, owner) "
                + "WHERE m.id = u.id"
                + " AND "
                + State
                + " = 3 AND m.channel_id = u.channel_id RETURNING m.id",
            FindByCarrierIds =
                "SELECT message_id, channel_id, carrier_id FROM message_segments WHERE carrier_id = ANY($1) "
                + "AND message_id >= $2 AND message_id < $3",
            // Locked in one order by all.
            LockMessages =
                "SELECT id, state, lane, reason, final_at, submitted_at FROM messages WHERE id = ANY($1)"
                + IdInRange
                + " ORDER BY id "
                + "FOR NO KEY UPDATE",
            ReadSegments =
                "SELECT message_id, idx, total, channel_id, carrier_id, result, status, submitted_at, reported_at, read_at "
                + "FROM message_segments WHERE message_id = ANY($1)"
                + MessageIdInRange,
            MoveMessages =
                "UPDATE messages m SET state = u.state, reason = u.reason, final_at = u.final_at, "
                + "submitted_at = u.submitted_at, owner = NULL "
                + "FROM unnest($1, $2, $3, $4, $5) AS u(id, state, reason, final_at, submitted_at) WHERE m.id = u.id",
            ChangeSegments =
                "UPDATE message_segments s SET channel_id = u.channel_id, carrier_id = u.carrier_id, result = u.result, "
                + "status = u.status, submitted_at = u.submitted_at, reported_at = u.reported_at, "
                + "read_at = coalesce(s.read_at, u.read_at) "
                + "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) AS u(message_id, idx, channel_id, carrier_id, result, status, "
                + "submitted_at, reported_at, read_at) WHERE s.message_id = u.message_id"
                + " AND s.idx = u.idx",
            Park =
                "INSERT INTO parked_reports (channel_id, carrier_id, status, reported_at, parked_at, next_try_at, tries) "
                + "SELECT p.channel_id, p.carrier_id, p.status, p.reported_at, p.parked_at, p.parked_at + 1000, 0 "
                + "FROM unnest($1, $2, $3, $4, $5) AS p(channel_id, carrier_id, status, reported_at, parked_at) "
                + "ON CONFLICT DO NOTHING RETURNING channel_id, carrier_id, status",
            TakeDueReports =
                "SELECT channel_id, carrier_id, status, reported_at, parked_at, tries FROM parked_reports "
                + "WHERE next_try_at <= $1 "
                + "ORDER BY next_try_at, parked_at, reported_at, status, channel_id, carrier_id LIMIT $2 FOR UPDATE SKIP LOCKED",
            DeleteReports =
                "DELETE FROM parked_reports p USING unnest($1, $2, $3) AS u(channel_id, carrier_id, status) "
                + "WHERE p.channel_id = u.channel_id AND p.carrier_id = u.carrier_id AND p.status = u.status",
            PostponeReports =
                "UPDATE parked_reports p SET tries = u.tries, next_try_at = u.next_try_at "
                + "FROM unnest($1, $2, $3, $4, $5) AS u(channel_id, carrier_id, status, tries, next_try_at) "
                + "WHERE p.channel_id = u.channel_id AND p.carrier_id = u.carrier_id AND p.status = u.status",
            Release =
                "UPDATE messages SET state = 3, owner = NULL WHERE id = ANY($1)"
                + IdInRange
                + " AND state = 4 AND owner = $2",
            Expire =
                "UPDATE messages SET state = 32, reason = $2, final_at = $3 WHERE id = ANY($1)"
                + IdInRange
                + " AND state = 3",
            Fail =
                "UPDATE messages SET state = 33, reason = $2, due_at = NULL, final_at = $3 "
                + "WHERE id = ANY($1)"
                + IdInRange
                + " AND state IN (0, 1, 2, 3)",
            Block =
                "UPDATE messages SET state = 30, reason = $2, final_at = $3 WHERE id = ANY($1)"
                + IdInRange
                + " AND state = 3",
            FindBatch = "SELECT first_message_id, last_message_id FROM batches WHERE id = $1",
            Recall =
                "UPDATE messages SET state = 31, reason = $4, due_at = NULL, final_at = $5 "
                + "WHERE id BETWEEN $1 AND $2 AND batch_id = $3 AND state IN (0, 1, 2, 3)",
            CountRecalled =
                "SELECT count(*), count(*) FILTER (WHERE state IN (30, 31, 32) OR (state = 33 AND channel_id IS NULL)) "
                + "FROM messages WHERE id BETWEEN $1 AND $2 AND batch_id = $3",
            // What another process takes at the same time is left to it.
            TakeDue =
                StrandedColumns
                + "WHERE m.due_at IS NOT NULL AND m.due_at <= $1 AND m.state IN (1, 2) ORDER BY m.due_at LIMIT $2 "
                + "FOR NO KEY UPDATE OF m SKIP LOCKED",
            ClearDue = "UPDATE messages SET due_at = NULL WHERE id = ANY($1)" + IdInRange,
            ReadStranded =
                StrandedColumns
                + "WHERE m.state = $1 AND m.state < 10 AND m.id > $2 AND m.id < $3 AND m.due_at IS NULL "
                + "ORDER BY m.id LIMIT $4",
            ReadQueued =
                StrandedColumns
                + "WHERE m.state = 3 AND m.state < 10 AND m.id > $1 AND m.channel_id = $2 ORDER BY m.id LIMIT $3",
            // The owners are found once, before anything waits for a row: one that changes hands meanwhile is left alone.
            RecoverClaims =
                "UPDATE messages SET state = CASE WHEN lane = ANY($1) THEN 3 ELSE 21 END, "
                + "owner = CASE WHEN lane = ANY($1) THEN NULL ELSE owner END, "
                + "reason = CASE WHEN lane = ANY($1) THEN reason ELSE $2 END, "
                + "final_at = CASE WHEN lane = ANY($1) THEN final_at ELSE $3 END "
                + "WHERE state = 4 AND state < 10 AND (lane = ANY($1) OR $4 = 1) AND owner = ANY(ARRAY("
                + "SELECT DISTINCT m.owner FROM messages m WHERE m.state = 4 AND m.state < 10 AND m.owner NOT IN "
                + "(SELECT token FROM leases WHERE name LIKE 'node:%' AND expires_at > $3)))",
            MarkUnknown =
                "UPDATE messages SET state = 20, reason = $1, final_at = $2 WHERE id = ANY(ARRAY("
                + "SELECT id FROM messages WHERE state = 5 AND state < 10 AND id < $3 AND submitted_at < $4 "
                + "ORDER BY id LIMIT $5 FOR NO KEY UPDATE SKIP LOCKED))",
            KeepCommit = "INSERT INTO writer_commits (writer, sequence, written_at) VALUES ($1, $2, $3)",
            KeepMissingCommit =
                "INSERT INTO writer_commits (writer, sequence, written_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            ForgetCommits = "DELETE FROM writer_commits WHERE writer = $1 AND sequence <= $2",
            ForgetOldCommits =
                "DELETE FROM writer_commits WHERE (writer, sequence) IN (SELECT writer, sequence FROM writer_commits "
                + "WHERE written_at < $1 FOR UPDATE SKIP LOCKED)",
            RaiseRevision =
                "INSERT INTO reference_revisions (name, revision) VALUES ($1, 1) "
                + "ON CONFLICT (name) DO UPDATE SET revision = reference_revisions.revision + 1",
            PutNumberSegments =
                "INSERT INTO number_segments (prefix, carrier, kind, province) SELECT * FROM unnest($1, $2, $3, $4) "
                + "ON CONFLICT (prefix) DO UPDATE SET carrier = excluded.carrier, kind = excluded.kind, province = excluded.province",
            RemoveNumberSegment = "DELETE FROM number_segments WHERE prefix = $1",
        };
}
