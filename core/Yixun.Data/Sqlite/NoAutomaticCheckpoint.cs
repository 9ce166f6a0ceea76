using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Yixun.Data.Sqlite;

/// <summary>
/// Keeps EF's connections from copying the write-ahead log into the file when they commit: that would hold the gate, and so
/// the writer, for as long as it takes. <see cref="Checkpointer"/> does it.
/// </summary>
internal sealed class NoAutomaticCheckpoint : DbConnectionInterceptor
{
    private const string Pragma = "PRAGMA wal_autocheckpoint=0";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragma;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragma;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
