using Yixun.Core.Ids;
using Yixun.Core.Messages;
using Yixun.Core.Routing;
using Yixun.Data.Store;
using Yixun.Data.Writing;

namespace Yixun.Data.Sqlite;

/// <summary>The main road's writes on SQLite: prepared statements run per row inside shared transactions.</summary>
public sealed class SqliteMessageStore(SqliteWriter writer) : IMessageStore
{
    public Task<AppendOutcome> AppendAsync(NewBatch batch, CancellationToken cancellationToken) =>
        writer.RunAsync(
            WriteKind.Accept,
            UrgencyOf(batch.Lane, WriteUrgency.Accepting),
            batch.Messages.Count + 1,
            statements => Append(statements, batch),
            cancellationToken,
            refusable: true
        );

    public Task<bool[]> ApplyDispatchAsync(
        Lane lane,
        IReadOnlyList<DispatchUpdate> updates,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        writer.RunAsync(
            WriteKind.Dispatch,
            UrgencyOf(lane, WriteUrgency.Moving),
            updates.Count,
            statements => ApplyDispatch(statements, updates, now),
            cancellationToken
        );

    public Task<bool[]> ClaimAsync(
        string channelId,
        Lane mostUrgent,
        IReadOnlyList<long> messageIds,
        long owner,
        CancellationToken cancellationToken
    ) =>
        writer.RunAsync(
            WriteKind.Claim,
            UrgencyOf(mostUrgent, WriteUrgency.Moving),
            messageIds.Count,
            statements =>
            {
                var claim = statements.Get(
                    "UPDATE messages SET state = 4, owner = ? WHERE id = ? AND state = 3 AND channel_id = ?"
                );
                var claimed = new bool[messageIds.Count];
                for (var index = 0; index < claimed.Length; index++)
                {
                    claimed[index] = claim.Bind(owner).Bind(messageIds[index]).Bind(channelId).Execute() == 1;
                }

                return claimed;
            },
            cancellationToken
        );

    public Task<bool[]> ReassignAsync(
        string fromChannelId,
        IReadOnlyList<Reassignment> updates,
        CancellationToken cancellationToken
    ) =>
        writer.RunAsync(
            WriteKind.Dispatch,
            WriteUrgency.Moving,
            updates.Count,
            statements =>
            {
                var move = statements.Get(
                    "UPDATE messages SET channel_id = ?, trace = ? WHERE id = ? AND state = 3 AND channel_id = ?"
                );
                var moved = new bool[updates.Count];
                for (var index = 0; index < moved.Length; index++)
                {
                    var update = updates[index];
                    moved[index] =
                        move.Bind(update.ChannelId)
                            .Bind(update.Trace)
                            .Bind(update.MessageId)
                            .Bind(fromChannelId)
                            .Execute() == 1;
                }

                return moved;
            },
            cancellationToken
        );

    public Task<IReadOnlyList<StrandedMessage>> ReadQueuedAsync(
        string channelId,
        long after,
        int limit,
        CancellationToken cancellationToken
    ) =>
        writer.RunAsync<IReadOnlyList<StrandedMessage>>(
            WriteKind.Sweep,
            WriteUrgency.Moving,
            limit,
            statements =>
                ReadStranded(
                    statements
                        .Get(
                            StrandedColumns
                                + "WHERE m.state = 3 AND m.state < 10 AND m.id > ? AND m.channel_id = ? ORDER BY m.id LIMIT ?"
                        )
                        .Bind(after)
                        .Bind(channelId)
                        .Bind(limit)
                ),
            cancellationToken
        );

    public Task ReleaseAsync(
        IReadOnlyList<long> messageIds,
        long owner,
        CancellationToken cancellationToken
    ) =>
        writer.RunAsync(
            WriteKind.Other,
            WriteUrgency.Moving,
            messageIds.Count,
            statements =>
            {
                var release = statements.Get(
                    "UPDATE messages SET state = 3, owner = NULL WHERE id = ? AND state = 4 AND owner = ?"
                );
                return messageIds.Sum(id => release.Bind(id).Bind(owner).Execute());
            },
            cancellationToken
        );

    public Task ExpireAsync(
        IReadOnlyList<long> messageIds,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        writer.RunAsync(
            WriteKind.Other,
            WriteUrgency.Moving,
            messageIds.Count,
            statements =>
            {
                var expire = statements.Get(
                    "UPDATE messages SET state = 32, reason = ?, final_at = ? WHERE id = ? AND state = 3"
                );
                return messageIds.Sum(id =>
                    expire.Bind(MessageReasons.LaneTtl).Bind(now.ToUnixTimeMilliseconds()).Bind(id).Execute()
                );
            },
            cancellationToken
        );

    public Task FailAsync(
        IReadOnlyList<long> messageIds,
        string reason,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        writer.RunAsync(
            WriteKind.Other,
            WriteUrgency.Moving,
            messageIds.Count,
            statements =>
            {
                var fail = statements.Get(
                    "UPDATE messages SET state = 33, reason = ?, due_at = NULL, final_at = ? "
                        + "WHERE id = ? AND state IN (0, 1, 2, 3)"
                );
                return messageIds.Sum(id =>
                    fail.Bind(reason).Bind(now.ToUnixTimeMilliseconds()).Bind(id).Execute()
                );
            },
            cancellationToken
        );

    public Task<int> BlockAsync(
        IReadOnlyList<long> messageIds,
        string reason,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        writer.RunAsync(
            WriteKind.Other,
            WriteUrgency.Moving,
            messageIds.Count,
            statements =>
            {
                var block = statements.Get(
                    "UPDATE messages SET state = 30, reason = ?, final_at = ? WHERE id = ? AND state = 3"
                );
                return messageIds.Sum(id =>
                    block.Bind(reason).Bind(now.ToUnixTimeMilliseconds()).Bind(id).Execute()
                );
            },
            cancellationToken
        );

    public Task<ReceiptOutcome> ApplyReceiptsAsync(
        IReadOnlyList<SegmentResult> results,
        IReadOnlyList<CarrierReportResult> reports,
        IReadOnlyList<Lane> atLeastOnce,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        writer.RunAsync(
            WriteKind.Receipts,
            WriteUrgency.Moving,
            (results.Count + reports.Count) * 2,
            statements =>
            {
                var application = new SqliteReceiptApplication(statements, LaneList(atLeastOnce));
                foreach (var result in results)
                {
                    application.Apply(result, now);
                }

                foreach (var report in reports)
                {
                    application.Apply(report, now);
                }

                return application.Outcome;
            },
            cancellationToken
        );

    public Task<(int Matched, int GivenUp)> RetryParkedReportsAsync(
        int limit,
        TimeSpan keep,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        writer.RunAsync(
            WriteKind.Sweep,
            WriteUrgency.Moving,
            limit,
            statements => new SqliteReceiptApplication(statements, "").RetryParked(limit, keep, now),
            cancellationToken
        );

    public Task<RecallOutcome> RecallAsync(
        long batchId,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        writer.RunAsync(
            WriteKind.Other,
            WriteUrgency.Moving,
            1_000,
            statements => Recall(statements, batchId, now),
            cancellationToken
        );

    public Task<IReadOnlyList<StrandedMessage>> TakeDueAsync(
        int limit,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        writer.RunAsync<IReadOnlyList<StrandedMessage>>(
            WriteKind.Sweep,
            WriteUrgency.Moving,
            limit,
            statements =>
            {
                var select = statements.Get(
                    StrandedColumns
                        + "WHERE m.due_at IS NOT NULL AND m.due_at <= ? AND m.state IN (1, 2) ORDER BY m.due_at LIMIT ?"
                );
                var due = ReadStranded(select.Bind(now.ToUnixTimeMilliseconds()).Bind(limit));
                var clear = statements.Get("UPDATE messages SET due_at = NULL WHERE id = ?");
                foreach (var message in due)
                {
                    clear.Bind(message.Id).Execute();
                }

                return due;
            },
            cancellationToken
        );

    public Task<IReadOnlyList<StrandedMessage>> ReadStrandedAsync(
        MessageState state,
        long after,
        DateTimeOffset before,
        int limit,
        CancellationToken cancellationToken
    ) =>
        writer.RunAsync<IReadOnlyList<StrandedMessage>>(
            WriteKind.Sweep,
            WriteUrgency.Moving,
            limit,
            statements =>
                ReadStranded(
                    statements
                        .Get(
                            StrandedColumns
                                + "WHERE m.state = ? AND m.state < 10 AND m.id > ? AND m.id < ? AND m.due_at IS NULL "
                                + "ORDER BY m.id LIMIT ?"
                        )
                        .Bind((long)state)
                        .Bind(after)
                        .Bind(MessageIdGenerator.LowestAt(before))
                        .Bind(limit)
                ),
            cancellationToken
        );

    public Task<int> RecoverClaimsAsync(
        IReadOnlyList<Lane> atLeastOnce,
        bool othersToo,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        writer.RunAsync(
            WriteKind.Other,
            WriteUrgency.Moving,
            1_000,
            statements =>
            {
                const string Orphaned =
                    "WHERE state = 4 AND state < 10 AND owner NOT IN "
                    + "(SELECT token FROM leases WHERE name LIKE 'node:%' AND expires_at > ?)";
                var time = now.ToUnixTimeMilliseconds();
                var again = statements
                    .Get(
                        $"UPDATE messages SET state = 3, owner = NULL {Orphaned} AND lane IN ({LaneList(atLeastOnce)})"
                    )
                    .Bind(time)
                    .Execute();
                if (!othersToo)
                {
                    return again;
                }

                return again
                    + statements
                        .Get($"UPDATE messages SET state = 21, reason = ?, final_at = ? {Orphaned}")
                        .Bind(MessageReasons.ProcessRestart)
                        .Bind(time)
                        .Bind(time)
                        .Execute();
            },
            cancellationToken
        );

    public Task<int> MarkUnknownAsync(
        DateTimeOffset before,
        int limit,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        writer.RunAsync(
            WriteKind.Sweep,
            WriteUrgency.Moving,
            limit,
            statements =>
                statements
                    .Get(
                        "UPDATE messages SET state = 20, reason = ?, final_at = ? WHERE id IN "
                            + "(SELECT id FROM messages WHERE state = 5 AND state < 10 AND id < ? AND submitted_at < ? "
                            + "ORDER BY id LIMIT ?)"
                    )
                    .Bind(MessageReasons.NoReport)
                    .Bind(now.ToUnixTimeMilliseconds())
                    .Bind(MessageIdGenerator.LowestAt(before))
                    .Bind(before.ToUnixTimeMilliseconds())
                    .Bind(limit)
                    .Execute(),
            cancellationToken
        );

    private const string StrandedColumns =
        "SELECT m.id, m.batch_id, m.lane, m.state, m.channel_id, m.phone_cipher, m.content_cipher, "
        + "CASE WHEN m.content_cipher IS NULL THEN b.content_cipher END, b.extension, m.expires_at, "
        + "m.system_id, CASE WHEN m.content_cipher IS NULL THEN b.kind ELSE 0 END, b.forced_channel_id "
        + "FROM messages m JOIN batches b ON b.id = m.batch_id ";

    private static WriteUrgency UrgencyOf(Lane lane, WriteUrgency otherwise) =>
        lane is Lane.Critical or Lane.Otp ? WriteUrgency.Urgent : otherwise;

    private static string LaneList(IReadOnlyList<Lane> lanes) =>
        string.Join(',', lanes.Select(lane => (int)lane));

    private static List<StrandedMessage> ReadStranded(SqliteStatement rows)
    {
        var messages = new List<StrandedMessage>();
        while (rows.Step())
        {
            messages.Add(
                new StrandedMessage(
                    rows.Int64(0),
                    rows.Int64(1),
                    (Lane)rows.Int32(2),
                    (MessageState)rows.Int32(3),
                    rows.Text(4),
                    rows.Blob(5)!,
                    rows.Blob(6),
                    rows.Blob(7),
                    rows.Text(8)!,
                    rows.Int64(9),
                    rows.Int32(10),
                    (ChannelKind)rows.Int32(11),
                    rows.Text(12)
                )
            );
        }

        return messages;
    }

    private static AppendOutcome Append(SqliteStatementCache statements, NewBatch batch)
    {
        var key = statements.Get(
            "INSERT INTO client_keys (system_id, of_message, client_id, digest, batch_id, message_id) "
                + "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        );
        if (
            batch.ClientId is not null
            && key.Bind(batch.SystemId)
                .Bind(0L)
                .Bind(batch.ClientId)
                .Bind(batch.BodyDigest)
                .Bind(batch.Id)
                .Bind(0L)
                .Execute() == 0
        )
        {
            var (batchId, _, same) = FindKey(
                statements,
                batch.SystemId,
                false,
                batch.ClientId,
                batch.BodyDigest
            );
            return new AppendOutcome(new ExistingSubmission(batchId, same), []);
        }

        var insert = statements.Get(
            "INSERT INTO messages (id, batch_id, system_id, lane, state, phone_hash, phone_cipher, content_cipher, "
                + "segments, carrier, due_at, expires_at, client_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)"
        );
        var tail = statements.Get("INSERT INTO phone_tail (message_id, phone_hash) VALUES (?, ?)");
        var state = (long)(batch.ScheduledAt is null ? MessageState.Accepted : MessageState.Scheduled);
        var due = batch.ScheduledAt?.ToUnixTimeMilliseconds();
        var expires = batch.ExpiresAt?.ToUnixTimeMilliseconds();
        var repeats = new List<RepeatedMessage>();
        var segments = 0;
        for (var index = 0; index < batch.Messages.Count; index++)
        {
            var message = batch.Messages[index];
            if (
                message.ClientId is not null
                && key.Bind(batch.SystemId)
                    .Bind(1L)
                    .Bind(message.ClientId)
                    .Bind(message.Digest)
                    .Bind(batch.Id)
                    .Bind(message.Id)
                    .Execute() == 0
            )
            {
                var (_, messageId, same) = FindKey(
                    statements,
                    batch.SystemId,
                    true,
                    message.ClientId,
                    message.Digest!
                );
                repeats.Add(new RepeatedMessage(index, messageId, same));
                continue;
            }

            segments += message.Segments;
            tail.Bind(message.Id).Bind(message.PhoneHash).Execute();
            insert
                .Bind(message.Id)
                .Bind(batch.Id)
                .Bind(batch.SystemId)
                .Bind((long)batch.Lane)
                .Bind(state)
                .Bind(message.PhoneHash)
                .Bind(message.PhoneCipher)
                .Bind(message.ContentCipher)
                .Bind(message.Segments)
                .Bind(due)
                .Bind(expires)
                .Bind(message.ClientId)
                .Execute();
        }

        statements
            .Get(
                "INSERT INTO batches (id, system_id, client_id, body_digest, nonce_hash, lane, extension, content_cipher, "
                    + "template_id, first_message_id, last_message_id, message_count, segments, rejected_count, "
                    + "rejections_cipher, repeated, accepted_at, scheduled_at, kind, forced_channel_id, department, template_version) "
                    + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            )
            .Bind(batch.Id)
            .Bind(batch.SystemId)
            .Bind(batch.ClientId)
            .Bind(batch.BodyDigest)
            .Bind(batch.NonceHash)
            .Bind((long)batch.Lane)
            .Bind(batch.Extension)
            .Bind(batch.ContentCipher)
            .Bind(batch.TemplateId)
            .Bind(batch.Messages.Count == 0 ? 0 : batch.Messages[0].Id)
            .Bind(batch.Messages.Count == 0 ? 0 : batch.Messages[^1].Id)
            .Bind(batch.Messages.Count - repeats.Count)
            .Bind(segments)
            .Bind(batch.RejectedCount)
            .Bind(batch.RejectionsCipher)
            .Bind(repeats.Count == 0 ? null : RepeatedMessages.Write(repeats))
            .Bind(batch.AcceptedAt.ToUnixTimeMilliseconds())
            .Bind(due)
            .Bind((long)batch.Kind)
            .Bind(batch.ForcedChannelId)
            .Bind(batch.Department)
            .Bind(batch.TemplateVersion)
            .Execute();
        if (batch.Mms is { } mms)
        {
            AppendMms(statements, batch.Id, mms);
        }

        return new AppendOutcome(null, repeats);
    }

    private static void AppendMms(SqliteStatementCache statements, long batchId, NewMms mms)
    {
        var insert = statements.Get(
            "INSERT INTO mms_parts (id, batch_id, position, slide, milliseconds, kind, content_type, name, size, sha256, cipher) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        );
        foreach (var part in mms.Parts)
        {
            insert
                .Bind(part.Id)
                .Bind(batchId)
                .Bind(part.Position)
                .Bind(part.Slide)
                .Bind(part.Milliseconds)
                .Bind((long)part.Kind)
                .Bind(part.ContentType)
                .Bind(part.Name)
                .Bind(part.Size)
                .Bind(part.Sha256)
                .Bind(part.Cipher)
                .Execute();
        }

        if (mms.FallbackCipher is { } fallback)
        {
            statements
                .Get("INSERT INTO mms_fallbacks (batch_id, content_cipher) VALUES (?, ?)")
                .Bind(batchId)
                .Bind(fallback)
                .Execute();
        }
    }

    private static (long BatchId, long MessageId, bool Same) FindKey(
        SqliteStatementCache statements,
        int systemId,
        bool ofMessage,
        string clientId,
        byte[] digest
    )
    {
        var find = statements
            .Get(
                "SELECT batch_id, message_id, digest FROM client_keys WHERE system_id = ? AND of_message = ? AND client_id = ?"
            )
            .Bind(systemId)
            .Bind(ofMessage ? 1L : 0L)
            .Bind(clientId);
        find.Step();
        var found = (find.Int64(0), find.Int64(1), digest.AsSpan().SequenceEqual(find.Blob(2)));
        find.Reset();
        return found;
    }

    private static bool[] ApplyDispatch(
        SqliteStatementCache statements,
        IReadOnlyList<DispatchUpdate> updates,
        DateTimeOffset now
    )
    {
        var apply = statements.Get(
            "UPDATE messages SET state = ?, carrier = ?, channel_id = ?, reason = ?, trace = coalesce(?, trace), due_at = ?, "
                + "dispatched_at = ?, final_at = ? WHERE id = ? AND state IN (0, 1, 2) AND due_at IS NULL"
        );
        var time = now.ToUnixTimeMilliseconds();
        var applied = new bool[updates.Count];
        for (var index = 0; index < applied.Length; index++)
        {
            var update = updates[index];
            applied[index] =
                apply
                    .Bind((long)update.State)
                    .Bind((long)update.Carrier)
                    .Bind(update.ChannelId)
                    .Bind(update.Reason)
                    .Bind(update.Trace)
                    .Bind(update.DueAt?.ToUnixTimeMilliseconds())
                    .Bind(time)
                    .Bind(MessageStates.IsActive(update.State) ? null : time)
                    .Bind(update.MessageId)
                    .Execute() == 1;
            if (applied[index] && update.FallenBack is { } fallenBack)
            {
                FallBack(statements, update.MessageId, fallenBack);
            }
        }

        return applied;
    }

    /// <summary>Gives an MMS the text of its short message, and that one's link.</summary>
    private static void FallBack(SqliteStatementCache statements, long messageId, FallenBack fallenBack)
    {
        statements
            .Get("UPDATE messages SET content_cipher = ?, segments = ? WHERE id = ?")
            .Bind(fallenBack.ContentCipher)
            .Bind(fallenBack.Segments)
            .Bind(messageId)
            .Execute();
        statements
            .Get("INSERT INTO mms_links (token, message_id, batch_id, expires_at) VALUES (?, ?, ?, ?)")
            .Bind(fallenBack.Token)
            .Bind(messageId)
            .Bind(fallenBack.BatchId)
            .Bind(fallenBack.ExpiresAt.ToUnixTimeMilliseconds())
            .Execute();
    }

    private static RecallOutcome Recall(SqliteStatementCache statements, long batchId, DateTimeOffset now)
    {
        var range = statements
            .Get("SELECT first_message_id, last_message_id FROM batches WHERE id = ?")
            .Bind(batchId);
        if (!range.Step())
        {
            return new RecallOutcome(0, 0, 0);
        }

        var (first, last) = (range.Int64(0), range.Int64(1));
        range.Reset();
        var stopped = statements
            .Get(
                "UPDATE messages SET state = 31, reason = ?, due_at = NULL, final_at = ? "
                    + "WHERE id BETWEEN ? AND ? AND batch_id = ? AND state IN (0, 1, 2, 3)"
            )
            .Bind(MessageReasons.Recalled)
            .Bind(now.ToUnixTimeMilliseconds())
            .Bind(first)
            .Bind(last)
            .Bind(batchId)
            .Execute();
        var counts = statements
            .Get(
                "SELECT count(*), coalesce(sum(state IN (30, 31, 32) OR (state = 33 AND channel_id IS NULL)), 0) "
                    + "FROM messages WHERE id BETWEEN ? AND ? AND batch_id = ?"
            )
            .Bind(first)
            .Bind(last)
            .Bind(batchId);
        counts.Step();
        var (total, unsent) = (counts.Int32(0), counts.Int32(1));
        counts.Reset();
        return new RecallOutcome(stopped, total - unsent, unsent - stopped);
    }
}
