using Npgsql;
using NpgsqlTypes;
using Yixun.Data.Store;

namespace Yixun.Data.PostgreSql;

/// <summary>Writes what makes batches MMS, and the short messages that take the place of some.</summary>
internal static class MmsStatements
{
    /// <summary>Writes the parts of new submissions and what may take their place.</summary>
    public static async Task CopyAsync(NpgsqlConnection connection, List<AppendOperation> operations)
    {
        var batches = operations
            .Select(operation => operation.Batch)
            .Where(batch => batch.Mms is not null)
            .ToList();
        if (batches.Count == 0)
        {
            return;
        }

        await CopyPartsAsync(connection, batches);
        var allowing = batches.FindAll(batch => batch.Mms!.FallbackCipher is not null);
        if (allowing.Count > 0)
        {
            await CopyFallbacksAsync(connection, allowing);
        }
    }

    /// <summary>Gives MMS the text of their short messages, and those their links. The messages' rows are locked.</summary>
    public static async Task FallBackAsync(
        NpgsqlConnection connection,
        List<(long MessageId, FallenBack FallenBack)> changes
    )
    {
        if (changes.Count == 0)
        {
            return;
        }

        var messageIds = changes.ConvertAll(change => change.MessageId).ToArray();
        await new PostgreSqlStatement(
            connection,
            "UPDATE messages m SET content_cipher = u.content_cipher, segments = u.segments "
                + "FROM unnest($1, $2, $3) AS u(id, content_cipher, segments) WHERE m.id = u.id"
        )
            .Bind(messageIds)
            .Bind(changes.ConvertAll(change => change.FallenBack.ContentCipher).ToArray())
            .Bind(changes.ConvertAll(change => change.FallenBack.Segments).ToArray())
            .ExecuteAsync();
        await new PostgreSqlStatement(
            connection,
            "INSERT INTO mms_links (token, message_id, batch_id, expires_at) SELECT * FROM unnest($1, $2, $3, $4)"
        )
            .Bind(changes.ConvertAll(change => change.FallenBack.Token).ToArray())
            .Bind(messageIds)
            .Bind(changes.ConvertAll(change => change.FallenBack.BatchId).ToArray())
            .Bind(
                changes.ConvertAll(change => change.FallenBack.ExpiresAt.ToUnixTimeMilliseconds()).ToArray()
            )
            .ExecuteAsync();
    }

    private static async Task CopyPartsAsync(NpgsqlConnection connection, List<NewBatch> batches)
    {
        await using var rows = await connection.BeginBinaryImportAsync(
            "COPY mms_parts (id, batch_id, position, slide, milliseconds, kind, content_type, name, size, sha256, cipher) "
                + "FROM STDIN (FORMAT binary)"
        );
        foreach (var batch in batches)
        {
            foreach (var part in batch.Mms!.Parts)
            {
                await rows.StartRowAsync();
                await rows.WriteAsync(part.Id, NpgsqlDbType.Bigint);
                await rows.WriteAsync(batch.Id, NpgsqlDbType.Bigint);
                await rows.WriteAsync(part.Position, NpgsqlDbType.Integer);
                await rows.WriteAsync(part.Slide, NpgsqlDbType.Integer);
                await rows.WriteAsync(part.Milliseconds, NpgsqlDbType.Integer);
                await rows.WriteAsync((short)part.Kind, NpgsqlDbType.Smallint);
                await rows.WriteAsync(part.ContentType, NpgsqlDbType.Text);
                await rows.WriteAsync(StorableText.OfNullable(part.Name), NpgsqlDbType.Text);
                await rows.WriteAsync(part.Size, NpgsqlDbType.Integer);
                await rows.WriteAsync(part.Sha256, NpgsqlDbType.Bytea);
                await rows.WriteAsync(part.Cipher, NpgsqlDbType.Bytea);
            }
        }

        await rows.CompleteAsync();
    }

    private static async Task CopyFallbacksAsync(NpgsqlConnection connection, List<NewBatch> batches)
    {
        await using var rows = await connection.BeginBinaryImportAsync(
            "COPY mms_fallbacks (batch_id, content_cipher) FROM STDIN (FORMAT binary)"
        );
        foreach (var batch in batches)
        {
            await rows.StartRowAsync();
            await rows.WriteAsync(batch.Id, NpgsqlDbType.Bigint);
            await rows.WriteAsync(batch.Mms!.FallbackCipher, NpgsqlDbType.Bytea);
        }

        await rows.CompleteAsync();
    }
}
