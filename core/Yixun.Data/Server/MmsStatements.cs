using Yixun.Data.Store;

namespace Yixun.Data.Server;

/// <summary>Writes what makes batches MMS, and the short messages that take the place of some.</summary>
internal static class MmsStatements
{
    /// <summary>Writes the parts of new submissions and what may take their place.</summary>
    public static async Task CopyAsync(StoreSession session, List<AppendOperation> operations)
    {
        var batches = operations
            .Select(operation => operation.Batch)
            .Where(batch => batch.Mms is not null)
            .ToList();
        if (batches.Count == 0)
        {
            return;
        }

        await CopyPartsAsync(session, batches);
        var allowing = batches.FindAll(batch => batch.Mms!.FallbackCipher is not null);
        if (allowing.Count > 0)
        {
            await CopyFallbacksAsync(session, allowing);
        }
    }

    /// <summary>Gives MMS the text of their short messages, and those their links. The messages' rows are locked.</summary>
    public static async Task FallBackAsync(
        StoreSession session,
        List<(long MessageId, FallenBack FallenBack)> changes
    )
    {
        if (changes.Count == 0)
        {
            return;
        }

        var messageIds = changes.ConvertAll(change => change.MessageId).ToArray();
        await session
            .Statement(session.Sql.FallBack)
            .Set(messageIds)
            .Set(changes.ConvertAll(change => change.FallenBack.ContentCipher).ToArray())
            .Set(changes.ConvertAll(change => change.FallenBack.Segments).ToArray())
            .ExecuteAsync();
        await session
            .Statement(session.Sql.InsertLinks)
            .Set(changes.ConvertAll(change => change.FallenBack.Token).ToArray())
            .Set(messageIds)
            .Set(changes.ConvertAll(change => change.FallenBack.BatchId).ToArray())
            .Set(changes.ConvertAll(change => change.FallenBack.ExpiresAt.ToUnixTimeMilliseconds()).ToArray())
            .ExecuteAsync();
    }

    private static async Task CopyPartsAsync(StoreSession session, List<NewBatch> batches)
    {
        await using var rows = await session.CopyAsync(CopyTarget.MmsParts);
        foreach (var batch in batches)
        {
            foreach (var part in batch.Mms!.Parts)
            {
                await rows.StartRowAsync();
                await rows.WriteAsync(part.Id);
                await rows.WriteAsync(batch.Id);
                await rows.WriteAsync(part.Position);
                await rows.WriteAsync(part.Slide);
                await rows.WriteAsync(part.Milliseconds);
                await rows.WriteAsync((short)part.Kind);
                await rows.WriteAsync(part.ContentType);
                await rows.WriteAsync(StorableText.OfNullable(part.Name));
                await rows.WriteAsync(part.Size);
                await rows.WriteAsync(part.Sha256);
                await rows.WriteAsync(part.Cipher);
            }
        }

        await rows.CompleteAsync();
    }

    private static async Task CopyFallbacksAsync(StoreSession session, List<NewBatch> batches)
    {
        await using var rows = await session.CopyAsync(CopyTarget.MmsFallbacks);
        foreach (var batch in batches)
        {
            await rows.StartRowAsync();
            await rows.WriteAsync(batch.Id);
            await rows.WriteAsync(batch.Mms!.FallbackCipher);
        }

        await rows.CompleteAsync();
    }
}
