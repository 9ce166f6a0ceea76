using Npgsql;
using NpgsqlTypes;

namespace Yixun.Data.PostgreSql;

/// <summary>Writes segments that receipts added or changed.</summary>
internal static class ReceiptSegmentStatements
{
    public static async Task InsertAsync(NpgsqlConnection connection, List<ReceiptSegment> segments)
    {
        await using var rows = await connection.BeginBinaryImportAsync(
            "COPY message_segments (message_id, idx, total, channel_id, carrier_id, result, status, submitted_at, "
                + "reported_at, read_at) FROM STDIN (FORMAT binary)"
        );
        foreach (var segment in segments)
        {
            await rows.StartRowAsync();
            await rows.WriteAsync(segment.MessageId, NpgsqlDbType.Bigint);
            await rows.WriteAsync(segment.Index, NpgsqlDbType.Integer);
            await rows.WriteAsync(segment.Total, NpgsqlDbType.Integer);
            await rows.WriteAsync(segment.ChannelId, NpgsqlDbType.Text);
            await rows.WriteAsync(segment.CarrierId, NpgsqlDbType.Text);
            await rows.WriteAsync(segment.Result, NpgsqlDbType.Text);
            await rows.WriteAsync(segment.Status, NpgsqlDbType.Text);
            await rows.WriteAsync(segment.SubmittedAt, NpgsqlDbType.Bigint);
            await rows.WriteAsync(segment.ReportedAt, NpgsqlDbType.Bigint);
            await rows.WriteAsync(segment.ReadAt, NpgsqlDbType.Bigint);
        }

        await rows.CompleteAsync();
    }

    public static Task<int> UpdateAsync(NpgsqlConnection connection, List<ReceiptSegment> segments) =>
        new PostgreSqlStatement(
            connection,
            "UPDATE message_segments s SET channel_id = u.channel_id, carrier_id = u.carrier_id, result = u.result, "
                + "status = u.status, submitted_at = u.submitted_at, reported_at = u.reported_at, "
                + "read_at = coalesce(s.read_at, u.read_at) "
                + "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) AS u(message_id, idx, channel_id, carrier_id, result, status, "
                + "submitted_at, reported_at, read_at) WHERE s.message_id = u.message_id AND s.idx = u.idx"
        )
            .Bind(segments.ConvertAll(segment => segment.MessageId).ToArray())
            .Bind(segments.ConvertAll(segment => segment.Index).ToArray())
            .Bind(segments.ConvertAll(segment => segment.ChannelId).ToArray())
            .Bind(segments.ConvertAll(segment => segment.CarrierId).ToArray())
            .Bind(segments.ConvertAll(segment => segment.Result).ToArray())
            .Bind(segments.ConvertAll(segment => segment.Status).ToArray())
            .Bind(segments.ConvertAll(segment => segment.SubmittedAt).ToArray())
            .Bind(segments.ConvertAll(segment => segment.ReportedAt).ToArray())
            .Bind(segments.ConvertAll(segment => segment.ReadAt).ToArray())
            .ExecuteAsync();
}
