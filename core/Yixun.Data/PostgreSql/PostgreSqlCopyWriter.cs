using Npgsql;
using NpgsqlTypes;
using Yixun.Data.Server;

namespace Yixun.Data.PostgreSql;

/// <summary>COPY in binary form, streamed.</summary>
internal sealed class PostgreSqlCopyWriter(NpgsqlBinaryImporter rows) : CopyWriter
{
    public override ValueTask StartRowAsync() => new(rows.StartRowAsync());

    public override ValueTask WriteAsync(short value) => new(rows.WriteAsync(value, NpgsqlDbType.Smallint));

    public override ValueTask WriteAsync(int value) => new(rows.WriteAsync(value, NpgsqlDbType.Integer));

    public override ValueTask WriteAsync(int? value) => new(rows.WriteAsync(value, NpgsqlDbType.Integer));

    public override ValueTask WriteAsync(long value) => new(rows.WriteAsync(value, NpgsqlDbType.Bigint));

    public override ValueTask WriteAsync(long? value) => new(rows.WriteAsync(value, NpgsqlDbType.Bigint));

    public override ValueTask WriteAsync(string? value) => new(rows.WriteAsync(value, NpgsqlDbType.Text));

    public override ValueTask WriteAsync(byte[]? value) => new(rows.WriteAsync(value, NpgsqlDbType.Bytea));

    public override async Task CompleteAsync() => await rows.CompleteAsync();

    public override ValueTask DisposeAsync() => rows.DisposeAsync();
}
