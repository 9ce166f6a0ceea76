using Npgsql;
using NpgsqlTypes;
using Yixun.Core.Messages;
using Yixun.Data.Store;

namespace Yixun.Data.PostgreSql;

/// <summary>Writes the submissions of a transaction: their keys first, then the rows of those that are new.</summary>
internal static class AppendStatements
{
    public static async Task ApplyAsync(
        NpgsqlConnection connection,
        IReadOnlyList<AppendOperation> operations
    )
    {
        var fresh = await TakeBatchKeysAsync(connection, operations);
        var repeats = await TakeMessageKeysAsync(connection, fresh);
        await CopyMessagesAsync(connection, fresh, repeats);
        await CopyBatchesAsync(connection, fresh, repeats);
        await MmsStatements.CopyAsync(connection, fresh);
        for (var index = 0; index < fresh.Count; index++)
        {
            fresh[index].Result = new AppendOutcome(null, repeats[index]);
        }
    }

    /// <returns>The operations whose submission was not there before.</returns>
    private static async Task<List<AppendOperation>> TakeBatchKeysAsync(
        NpgsqlConnection connection,
        IReadOnlyList<AppendOperation> operations
    )
    {
        var named = operations.Where(operation => operation.Batch.ClientId is not null).ToList();
        var used = await ClientKeyStatements.TakeAsync(
            connection,
            ofMessage: false,
            named.ConvertAll(operation => new ClientKey(
                operation.Batch.SystemId,
                operation.Batch.ClientId!,
                operation.Batch.BodyDigest,
                operation.Batch.Id,
                0
            ))
        );
        var repeated = new HashSet<AppendOperation>();
        for (var index = 0; index < used.Length; index++)
        {
            if (used[index] is { } before)
            {
                var same = before.Digest.AsSpan().SequenceEqual(named[index].Batch.BodyDigest);
                named[index].Result = new AppendOutcome(new ExistingSubmission(before.BatchId, same), []);
                repeated.Add(named[index]);
            }
        }

        return [.. operations.Where(operation => !repeated.Contains(operation))];
    }

    /// <returns>For each operation the messages that repeat one of before, in order.</returns>
    private static async Task<List<List<RepeatedMessage>>> TakeMessageKeysAsync(
        NpgsqlConnection connection,
        List<AppendOperation> operations
    )
    {
        var repeats = operations.ConvertAll(_ => new List<RepeatedMessage>());
        var keys = new List<ClientKey>();
        var places = new List<(int Operation, int Position)>();
        for (var operation = 0; operation < operations.Count; operation++)
        {
            var batch = operations[operation].Batch;
            for (var position = 0; position < batch.Messages.Count; position++)
            {
                var message = batch.Messages[position];
                if (message.ClientId is not null)
                {
                    keys.Add(
                        new ClientKey(batch.SystemId, message.ClientId, message.Digest!, batch.Id, message.Id)
                    );
                    places.Add((operation, position));
                }
            }
        }

        var used = await ClientKeyStatements.TakeAsync(connection, ofMessage: true, keys);
        for (var index = 0; index < used.Length; index++)
        {
            if (used[index] is { } before)
            {
                var same = before.Digest.AsSpan().SequenceEqual(keys[index].Digest);
                repeats[places[index].Operation]
                    .Add(new RepeatedMessage(places[index].Position, before.MessageId, same));
            }
        }

        return repeats;
    }

    private static async Task CopyMessagesAsync(
        NpgsqlConnection connection,
        List<AppendOperation> operations,
        List<List<RepeatedMessage>> repeats
    )
    {
        await using var rows = await connection.BeginBinaryImportAsync(
            "COPY messages (id, batch_id, system_id, lane, state, phone_hash, phone_cipher, content_cipher, segments, "
                + "carrier, due_at, expires_at, client_id) FROM STDIN (FORMAT binary)"
        );
        for (var index = 0; index < operations.Count; index++)
        {
            var batch = operations[index].Batch;
            var left = repeats[index].Select(repeat => repeat.Position).ToHashSet();
            var state = batch.ScheduledAt is null ? MessageState.Accepted : MessageState.Scheduled;
            for (var position = 0; position < batch.Messages.Count; position++)
            {
                if (left.Contains(position))
                {
                    continue;
                }

                var message = batch.Messages[position];
                await rows.StartRowAsync();
                await rows.WriteAsync(message.Id, NpgsqlDbType.Bigint);
                await rows.WriteAsync(batch.Id, NpgsqlDbType.Bigint);
                await rows.WriteAsync(batch.SystemId, NpgsqlDbType.Integer);
                await rows.WriteAsync((short)batch.Lane, NpgsqlDbType.Smallint);
                await rows.WriteAsync((short)state, NpgsqlDbType.Smallint);
                await rows.WriteAsync(message.PhoneHash, NpgsqlDbType.Bigint);
                await rows.WriteAsync(message.PhoneCipher, NpgsqlDbType.Bytea);
                await rows.WriteAsync(message.ContentCipher, NpgsqlDbType.Bytea);
                await rows.WriteAsync(message.Segments, NpgsqlDbType.Integer);
                await rows.WriteAsync((short)0, NpgsqlDbType.Smallint);
                await rows.WriteAsync(batch.ScheduledAt?.ToUnixTimeMilliseconds(), NpgsqlDbType.Bigint);
                await rows.WriteAsync(batch.ExpiresAt?.ToUnixTimeMilliseconds(), NpgsqlDbType.Bigint);
                await rows.WriteAsync(message.ClientId, NpgsqlDbType.Text);
            }
        }

        await rows.CompleteAsync();
    }

    private static async Task CopyBatchesAsync(
        NpgsqlConnection connection,
        List<AppendOperation> operations,
        List<List<RepeatedMessage>> repeats
    )
    {
        await using var rows = await connection.BeginBinaryImportAsync(
            "COPY batches (id, system_id, client_id, body_digest, nonce_hash, lane, extension, content_cipher, template_id, "
                + "first_message_id, last_message_id, message_count, segments, rejected_count, rejections_cipher, repeated, "
                + "accepted_at, scheduled_at, kind, forced_channel_id, department, template_version) FROM STDIN (FORMAT binary)"
        );
        for (var index = 0; index < operations.Count; index++)
        {
            var batch = operations[index].Batch;
            var repeated = repeats[index];
            var segments =
                batch.Messages.Sum(message => message.Segments)
                - repeated.Sum(repeat => batch.Messages[repeat.Position].Segments);
            await rows.StartRowAsync();
            await rows.WriteAsync(batch.Id, NpgsqlDbType.Bigint);
            await rows.WriteAsync(batch.SystemId, NpgsqlDbType.Integer);
            await rows.WriteAsync(batch.ClientId, NpgsqlDbType.Text);
            await rows.WriteAsync(batch.BodyDigest, NpgsqlDbType.Bytea);
            await rows.WriteAsync(batch.NonceHash, NpgsqlDbType.Bytea);
            await rows.WriteAsync((short)batch.Lane, NpgsqlDbType.Smallint);
            await rows.WriteAsync(batch.Extension, NpgsqlDbType.Text);
            await rows.WriteAsync(batch.ContentCipher, NpgsqlDbType.Bytea);
            await rows.WriteAsync(batch.TemplateId, NpgsqlDbType.Text);
            await rows.WriteAsync(batch.Messages.Count == 0 ? 0 : batch.Messages[0].Id, NpgsqlDbType.Bigint);
            await rows.WriteAsync(batch.Messages.Count == 0 ? 0 : batch.Messages[^1].Id, NpgsqlDbType.Bigint);
            await rows.WriteAsync(batch.Messages.Count - repeated.Count, NpgsqlDbType.Integer);
            await rows.WriteAsync(segments, NpgsqlDbType.Integer);
            await rows.WriteAsync(batch.RejectedCount, NpgsqlDbType.Integer);
            await rows.WriteAsync(batch.RejectionsCipher, NpgsqlDbType.Bytea);
            await rows.WriteAsync(
                repeated.Count == 0 ? null : RepeatedMessages.Write(repeated),
                NpgsqlDbType.Text
            );
            await rows.WriteAsync(batch.AcceptedAt.ToUnixTimeMilliseconds(), NpgsqlDbType.Bigint);
            await rows.WriteAsync(batch.ScheduledAt?.ToUnixTimeMilliseconds(), NpgsqlDbType.Bigint);
            await rows.WriteAsync((short)batch.Kind, NpgsqlDbType.Smallint);
            await rows.WriteAsync(batch.ForcedChannelId, NpgsqlDbType.Text);
            await rows.WriteAsync(batch.Department, NpgsqlDbType.Text);
            await rows.WriteAsync(batch.TemplateVersion, NpgsqlDbType.Integer);
        }

        await rows.CompleteAsync();
    }
}
