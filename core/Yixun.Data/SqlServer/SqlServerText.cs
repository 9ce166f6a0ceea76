using Yixun.Data.Server;

namespace Yixun.Data.SqlServer;

/// <summary>
/// The store's statements in T-SQL. A set comes as one JSON text, <c>@rows</c>, an array of rows that are arrays of columns,
/// octets in hexadecimal; single values are <c>@p1</c> and on. Sets lead the joins, so that rows are found by key and locked
/// in the set's order. Column text has a collation of its own, so what it is compared with names it. Rows that others hold are
/// passed by only where reading takes locks, in spite of READ COMMITTED SNAPSHOT.
/// </summary>
internal static class SqlServerText
{
    /// <summary>Compares text by code unit, as the other databases do; but spaces at the end count for nothing.</summary>
    public const string Collation = "Latin1_General_100_BIN2";

    private const string Collate = " COLLATE " + Collation;

    private const string Ids = "FROM OPENJSON(@rows) WITH (id bigint '$[0]') u ";

    private const string LockedMessages =
        "INNER LOOP JOIN messages m WITH (UPDLOCK, ROWLOCK) ON m.id = u.id ";

    private const string ReportKeys =
        "channel_id nvarchar(128) '$[0]', carrier_id nvarchar(128) '$[1]', status nvarchar(128) '$[2]'";

    private const string OnReport =
        "ON p.channel_id = u.channel_id"
        + Collate
        + " AND p.carrier_id = u.carrier_id"
        + Collate
        + " AND p.status = u.status"
        + Collate
        + " ";

    private const string NumberSegments =
        "FROM OPENJSON(@rows) WITH (prefix nvarchar(128) '$[0]', carrier smallint '$[1]', kind smallint '$[2]', "
        + "province nvarchar(max) '$[3]') u ";

    public static StoreSql Statements { get; } =
        new()
        {
            // A key that another transaction takes at the same time makes this one a conflict, and it is run again; locks on
            // the gaps between keys would make writers wait for each other.
            TakeClientKeys =
                "INSERT INTO client_keys (system_id, of_message, client_id, digest, batch_id, message_id) "
                + "OUTPUT inserted.system_id, inserted.client_id "
                + "SELECT u.system_id, @p1, u.client_id, CONVERT(varbinary(max), u.digest, 2), u.batch_id, u.message_id "
                + "FROM OPENJSON(@rows) WITH (system_id int '$[0]', client_id nvarchar(128) '$[1]', "
                + "digest varchar(max) '$[2]', batch_id bigint '$[3]', message_id bigint '$[4]') u "
                + "WHERE NOT EXISTS (SELECT 1 FROM client_keys c WHERE c.system_id = u.system_id AND c.of_message = @p1 "
                + "AND c.client_id = u.client_id"
                + Collate
                + ")",
            FindClientKeys =
                "SELECT c.system_id, c.client_id, c.digest, c.batch_id, c.message_id "
                + "FROM OPENJSON(@rows) WITH (system_id int '$[0]', client_id nvarchar(128) '$[1]') u "
                + "INNER LOOP JOIN client_keys c ON c.system_id = u.system_id AND c.of_message = @p1 "
                + "AND c.client_id = u.client_id"
                + Collate,
            FallBack =
                "UPDATE m SET content_cipher = CONVERT(varbinary(max), u.content_cipher, 2), segments = u.segments "
                + "FROM OPENJSON(@rows) WITH (id bigint '$[0]', content_cipher varchar(max) '$[1]', segments int '$[2]') u "
                + LockedMessages,
            InsertLinks =
                "INSERT INTO mms_links (token, message_id, batch_id, expires_at) "
                + "SELECT u.token, u.message_id, u.batch_id, u.expires_at FROM OPENJSON(@rows) WITH ("
                + "token nvarchar(128) '$[0]', message_id bigint '$[1]', batch_id bigint '$[2]', expires_at bigint '$[3]') u",
            Dispatch =
                "UPDATE m SET state = u.state, carrier = u.carrier, channel_id = u.channel_id, reason = u.reason, "
                + "trace = COALESCE(u.trace"
                + Collate
                + ", m.trace), due_at = u.due_at, dispatched_at = u.dispatched_at, final_at = u.final_at "
                + "OUTPUT inserted.id "
                + "FROM OPENJSON(@rows) WITH (id bigint '$[0]', state smallint '$[1]', carrier smallint '$[2]', "
                + "channel_id nvarchar(max) '$[3]', reason nvarchar(max) '$[4]', trace nvarchar(max) '$[5]', "
                + "due_at bigint '$[6]', dispatched_at bigint '$[7]', final_at bigint '$[8]') u "
                + LockedMessages
                + "WHERE m.state IN (0, 1, 2) AND m.due_at IS NULL",
            Reassign =
                "UPDATE m SET channel_id = u.channel_id, trace = u.trace OUTPUT inserted.id "
                + "FROM OPENJSON(@rows) WITH (id bigint '$[0]', from_channel_id nvarchar(max) '$[1]', "
                + "channel_id nvarchar(max) '$[2]', trace nvarchar(max) '$[3]') u "
                + LockedMessages
                + "WHERE m.state = 3 AND m.channel_id = u.from_channel_id"
                + Collate,
            Claim =
                "UPDATE m SET state = 4, owner = u.owner OUTPUT inserted.id "
                + "FROM OPENJSON(@rows) WITH (id bigint '$[0]', channel_id nvarchar(max) '$[1]', owner bigint '$[2]') u "
                + LockedMessages
                + "WHERE m.state = 3 AND m.channel_id = u.channel_id"
                + Collate,
            FindByCarrierIds =
                "SELECT s.message_id, s.channel_id, s.carrier_id FROM OPENJSON(@rows) WITH (carrier_id nvarchar(128) '$[0]') u "
                + "INNER LOOP JOIN message_segments s ON s.carrier_id = u.carrier_id"
                + Collate
                + " WHERE s.carrier_id IS NOT NULL AND s.message_id >= @p1 AND s.message_id < @p2",
            LockMessages =
                "SELECT m.id, m.state, m.lane, m.reason, m.final_at, m.submitted_at "
                + Ids
                + LockedMessages
                + "ORDER BY u.id",
            ReadSegments =
                "SELECT s.message_id, s.idx, s.total, s.channel_id, s.carrier_id, s.result, s.status, s.submitted_at, "
                + "s.reported_at, s.read_at "
                + Ids
                + "INNER LOOP JOIN message_segments s ON s.message_id = u.id",
            MoveMessages =
                "UPDATE m SET state = u.state, reason = u.reason, final_at = u.final_at, submitted_at = u.submitted_at, "
                + "owner = NULL FROM OPENJSON(@rows) WITH (id bigint '$[0]', state smallint '$[1]', "
                + "reason nvarchar(max) '$[2]', final_at bigint '$[3]', submitted_at bigint '$[4]') u "
                + LockedMessages,
            ChangeSegments =
                "UPDATE s SET channel_id = u.channel_id, carrier_id = u.carrier_id, result = u.result, status = u.status, "
                + "submitted_at = u.submitted_at, reported_at = u.reported_at, read_at = COALESCE(s.read_at, u.read_at) "
                + "FROM OPENJSON(@rows) WITH (message_id bigint '$[0]', idx int '$[1]', channel_id nvarchar(128) '$[2]', "
                + "carrier_id nvarchar(128) '$[3]', result nvarchar(max) '$[4]', status nvarchar(max) '$[5]', "
                + "submitted_at bigint '$[6]', reported_at bigint '$[7]', read_at bigint '$[8]') u "
                + "INNER LOOP JOIN message_segments s WITH (UPDLOCK, ROWLOCK) "
                + "ON s.message_id = u.message_id AND s.idx = u.idx",
            // Of two transactions that park one report at the same time the second is a conflict, and is run again.
            Park =
                "INSERT INTO parked_reports (channel_id, carrier_id, status, reported_at, parked_at, next_try_at, tries) "
                + "OUTPUT inserted.channel_id, inserted.carrier_id, inserted.status "
                + "SELECT u.channel_id, u.carrier_id, u.status, u.reported_at, u.parked_at, u.parked_at + 1000, 0 "
                + "FROM OPENJSON(@rows) WITH ("
                + ReportKeys
                + ", reported_at bigint '$[3]', parked_at bigint '$[4]') u "
                + "WHERE NOT EXISTS (SELECT 1 FROM parked_reports p WHERE p.channel_id = u.channel_id"
                + Collate
                + " AND p.carrier_id = u.carrier_id"
                + Collate
                + " AND p.status = u.status"
                + Collate
                + ")",
            TakeDueReports =
                "SELECT TOP (@p2) channel_id, carrier_id, status, reported_at, parked_at, tries "
                + "FROM parked_reports WITH (UPDLOCK, READPAST, READCOMMITTEDLOCK, ROWLOCK) WHERE next_try_at <= @p1 "
                + "ORDER BY next_try_at, parked_at, reported_at, status, channel_id, carrier_id",
            DeleteReports =
                "DELETE p FROM OPENJSON(@rows) WITH ("
                + ReportKeys
                + ") u INNER LOOP JOIN parked_reports p "
                + OnReport,
            PostponeReports =
                "UPDATE p SET tries = u.tries, next_try_at = u.next_try_at FROM OPENJSON(@rows) WITH ("
                + ReportKeys
                + ", tries int '$[3]', next_try_at bigint '$[4]') u INNER LOOP JOIN parked_reports p "
                + OnReport,
            Release =
                "UPDATE m SET state = 3, owner = NULL "
                + Ids
                + LockedMessages
                + "WHERE m.state = 4 AND m.owner = @p1",
            Expire =
                "UPDATE m SET state = 32, reason = @p1, final_at = @p2 "
                + Ids
                + LockedMessages
                + "WHERE m.state = 3",
            Fail =
                "UPDATE m SET state = 33, reason = @p1, due_at = NULL, final_at = @p2 "
                + Ids
                + LockedMessages
                + "WHERE m.state IN (0, 1, 2, 3)",
            Block =
                "UPDATE m SET state = 30, reason = @p1, final_at = @p2 "
                + Ids
                + LockedMessages
                + "WHERE m.state = 3",
            FindBatch = "SELECT first_message_id, last_message_id FROM batches WHERE id = @p1",
            Recall =
                "UPDATE messages WITH (ROWLOCK) SET state = 31, reason = @p4, due_at = NULL, final_at = @p5 "
                + "WHERE id BETWEEN @p1 AND @p2 AND batch_id = @p3 AND state IN (0, 1, 2, 3)",
            CountRecalled =
                "SELECT COUNT_BIG(*), COUNT_BIG(CASE WHEN state IN (30, 31, 32) OR (state = 33 AND channel_id IS NULL) "
                + "THEN 1 END) FROM messages WHERE id BETWEEN @p1 AND @p2 AND batch_id = @p3",
            // What another process takes at the same time is left to it.
            TakeDue =
                Stranded(2)
                + "FROM messages m WITH (UPDLOCK, READPAST, READCOMMITTEDLOCK, ROWLOCK) "
                + "JOIN batches b ON b.id = m.batch_id "
                + "WHERE m.due_at IS NOT NULL AND m.due_at <= @p1 AND m.state IN (1, 2) ORDER BY m.due_at",
            ClearDue = "UPDATE m SET due_at = NULL " + Ids + LockedMessages,
            ReadStranded =
                Stranded(4)
                + "FROM messages m JOIN batches b ON b.id = m.batch_id "
                + "WHERE m.state = @p1 AND m.state < 10 AND m.id > @p2 AND m.id < @p3 AND m.due_at IS NULL ORDER BY m.id",
            ReadQueued =
                Stranded(3)
                + "FROM messages m JOIN batches b ON b.id = m.batch_id "
                + "WHERE m.state = 3 AND m.state < 10 AND m.id > @p1 AND m.channel_id = @p2 ORDER BY m.id",
            // The owners are found once, before anything waits for a row: one that changes hands meanwhile is left alone.
            RecoverClaims =
                "SET NOCOUNT ON; DECLARE @over TABLE (owner bigint NOT NULL PRIMARY KEY); "
                + "INSERT INTO @over (owner) SELECT DISTINCT m.owner FROM messages m WHERE m.state = 4 AND m.state < 10 "
                + "AND m.owner NOT IN (SELECT l.token FROM leases l WHERE l.name LIKE N'node:%' AND l.expires_at > @p2); "
                + "SET NOCOUNT OFF; UPDATE m SET state = CASE WHEN a.lane IS NULL THEN 21 ELSE 3 END, "
                + "owner = CASE WHEN a.lane IS NULL THEN m.owner END, "
                + "reason = CASE WHEN a.lane IS NULL THEN @p1"
                + Collate
                + " ELSE m.reason END, final_at = CASE WHEN a.lane IS NULL THEN @p2 ELSE m.final_at END "
                + "FROM messages m WITH (UPDLOCK, ROWLOCK) "
                + "LEFT JOIN OPENJSON(@rows) WITH (lane smallint '$[0]') a ON a.lane = m.lane "
                + "WHERE m.state = 4 AND m.state < 10 AND (a.lane IS NOT NULL OR @p3 = 1) "
                + "AND m.owner IN (SELECT o.owner FROM @over o)",
            MarkUnknown =
                "WITH late AS (SELECT TOP (@p5) state, reason, final_at "
                + "FROM messages WITH (UPDLOCK, READPAST, READCOMMITTEDLOCK, ROWLOCK) "
                + "WHERE state = 5 AND state < 10 AND id < @p3 AND submitted_at < @p4 ORDER BY id) "
                + "UPDATE late SET state = 20, reason = @p1, final_at = @p2",
            KeepCommit = "INSERT INTO writer_commits (writer, sequence, written_at) VALUES (@p1, @p2, @p3)",
            KeepMissingCommit =
                "INSERT INTO writer_commits (writer, sequence, written_at) SELECT @p1, @p2, @p3 "
                + "WHERE NOT EXISTS (SELECT 1 FROM writer_commits WITH (UPDLOCK, HOLDLOCK) "
                + "WHERE writer = @p1 AND sequence = @p2)",
            ForgetCommits =
                "DELETE FROM writer_commits WITH (ROWLOCK) WHERE writer = @p1 AND sequence <= @p2",
            ForgetOldCommits =
                "DELETE FROM writer_commits WITH (READPAST, READCOMMITTEDLOCK, ROWLOCK) "
                + "WHERE written_at < @p1",
            RaiseRevision =
                "UPDATE reference_revisions WITH (UPDLOCK, HOLDLOCK) SET revision = revision + 1 WHERE name = @p1; "
                + "IF @@ROWCOUNT = 0 INSERT INTO reference_revisions (name, revision) VALUES (@p1, 1)",
            PutNumberSegments =
                "UPDATE s SET carrier = u.carrier, kind = u.kind, province = u.province "
                + NumberSegments
                + "INNER LOOP JOIN number_segments s ON s.prefix = u.prefix"
                + Collate
                + "; INSERT INTO number_segments (prefix, carrier, kind, province) "
                + "SELECT u.prefix, u.carrier, u.kind, u.province "
                + NumberSegments
                + "WHERE NOT EXISTS (SELECT 1 FROM number_segments s WHERE s.prefix = u.prefix"
                + Collate
                + ")",
            RemoveNumberSegment = "DELETE FROM number_segments WHERE prefix = @p1",
        };

    /// <param name="limit">Which single value says how many.</param>
    private static string Stranded(int limit) =>
        $"SELECT TOP (@p{limit}) m.id, m.batch_id, m.lane, m.state, m.channel_id, m.phone_cipher, m.content_cipher, "
        + "CASE WHEN m.content_cipher IS NULL THEN b.content_cipher END, b.extension, m.expires_at, "
        + "m.system_id, CASE WHEN m.content_cipher IS NULL THEN b.kind ELSE 0 END, b.forced_channel_id ";
}
