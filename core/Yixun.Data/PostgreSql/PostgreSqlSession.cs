using System.Data;
using Npgsql;
using Yixun.Data.Server;

namespace Yixun.Data.PostgreSql;

/// <inheritdoc/>
internal sealed class PostgreSqlSession(NpgsqlConnection connection)
    : StoreSession(connection, PostgreSqlText.Statements)
{
    public override bool IsOpen => connection.FullState == ConnectionState.Open;

    public override StoreStatement Statement(string text) => new PostgreSqlStatement(connection, text);

    public override async Task<CopyWriter> CopyAsync(CopyTarget target) =>
        new PostgreSqlCopyWriter(
            await connection.BeginBinaryImportAsync(
                $"COPY {target.Table} ({string.Join(", ", target.Columns)}) FROM STDIN (FORMAT binary)"
            )
        );
}
