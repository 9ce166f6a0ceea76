using Yixun.Core.Messages;
using Yixun.Data.Store;

namespace Yixun.Data.Server;

/// <summary>Writes the submissions of a transaction: their keys first, then the rows of those that are new.</summary>
internal static class AppendStatements
{
    public static async Task ApplyAsync(StoreSession session, IReadOnlyList<AppendOperation> operations)
    {
        var fresh = await TakeBatchKeysAsync(session, operations);
        var repeats = await TakeMessageKeysAsync(session, fresh);
        await CopyMessagesAsync(session, fresh, repeats);
        await CopyBatchesAsync(session, fresh, repeats);
        await MmsStatements.CopyAsync(session, fresh);
        for (var index = 0; index < fresh.Count; index++)
        {
            fresh[index].Result = new AppendOutcome(null, repeats[index]);
        }
    }

    /// <returns>The operations whose submission was not there before.</returns>
    private static async Task<List<AppendOperation>> TakeBatchKeysAsync(
        StoreSession session,
        IReadOnlyList<AppendOperation> operations
    )
    {
        var named = operations.Where(operation => operation.Batch.ClientId is not null).ToList();
        var used = await ClientKeyStatements.TakeAsync(
            session,
            ofMessage: false,
            named.ConvertAll(operation => new ClientKey(
                operation.Batch.SystemId,
                session.Word(operation.Batch.ClientId!),
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
        StoreSession session,
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
                        new ClientKey(
                            batch.SystemId,
                            session.Word(message.ClientId),
                            message.Digest!,
                            batch.Id,
                            message.Id
                        )
                    );
                    places.Add((operation, position));
                }
            }
        }

        var used = await ClientKeyStatements.TakeAsync(session, ofMessage: true, keys);
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
        StoreSession session,
        List<AppendOperation> operations,
        List<List<RepeatedMessage>> repeats
    )
    {
        await using var rows = await session.CopyAsync(CopyTarget.Messages);
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
                await rows.WriteAsync(message.Id);
                await rows.WriteAsync(batch.Id);
                await rows.WriteAsync(batch.SystemId);
                await rows.WriteAsync((short)batch.Lane);
                await rows.WriteAsync((short)state);
                await rows.WriteAsync(message.PhoneHash);
                await rows.WriteAsync(message.PhoneCipher);
                await rows.WriteAsync(message.ContentCipher);
                await rows.WriteAsync(message.Segments);
                await rows.WriteAsync((short)0);
                await rows.WriteAsync(batch.ScheduledAt?.ToUnixTimeMilliseconds());
                await rows.WriteAsync(batch.ExpiresAt?.ToUnixTimeMilliseconds());
                await rows.WriteAsync(message.ClientId);
            }
        }

        await rows.CompleteAsync();
    }

    private static async Task CopyBatchesAsync(
        StoreSession session,
        List<AppendOperation> operations,
        List<List<RepeatedMessage>> repeats
    )
    {
        await using var rows = await session.CopyAsync(CopyTarget.Batches);
        for (var index = 0; index < operations.Count; index++)
        {
            var batch = operations[index].Batch;
            var repeated = repeats[index];
            var segments =
                batch.Messages.Sum(message => message.Segments)
                - repeated.Sum(repeat => batch.Messages[repeat.Position].Segments);
            await rows.StartRowAsync();
            await rows.WriteAsync(batch.Id);
            await rows.WriteAsync(batch.SystemId);
            await rows.WriteAsync(batch.ClientId);
            await rows.WriteAsync(batch.BodyDigest);
            await rows.WriteAsync(batch.NonceHash);
            await rows.WriteAsync((short)batch.Lane);
            await rows.WriteAsync(batch.Extension);
            await rows.WriteAsync(batch.ContentCipher);
            await rows.WriteAsync(batch.TemplateId);
            await rows.WriteAsync(batch.Messages.Count == 0 ? 0 : batch.Messages[0].Id);
            await rows.WriteAsync(batch.Messages.Count == 0 ? 0 : batch.Messages[^1].Id);
            await rows.WriteAsync(batch.Messages.Count - repeated.Count);
            await rows.WriteAsync(segments);
            await rows.WriteAsync(batch.RejectedCount);
            await rows.WriteAsync(batch.RejectionsCipher);
            await rows.WriteAsync(repeated.Count == 0 ? null : RepeatedMessages.Write(repeated));
            await rows.WriteAsync(batch.AcceptedAt.ToUnixTimeMilliseconds());
            await rows.WriteAsync(batch.ScheduledAt?.ToUnixTimeMilliseconds());
            await rows.WriteAsync((short)batch.Kind);
            await rows.WriteAsync(batch.ForcedChannelId);
            await rows.WriteAsync(batch.Department);
            await rows.WriteAsync(batch.TemplateVersion);
        }

        await rows.CompleteAsync();
    }
}
