using System.Data;
using Microsoft.Data.SqlClient;

namespace Yixun.Data.SqlServer;

/// <summary>What a migration asks of the server besides the schema.</summary>
internal static class SqlServerMigration
{
    /// <summary>
    /// Waits until no other process migrates this database; ends with the connection. A result below 0 says that it was not
    /// granted.
    /// </summary>
    public const string TakeTurn =
        "DECLARE @result int; EXEC @result = sp_getapplock @Resource = N'yixun-migration', "
        + "@LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = -1; SELECT @result";

    /// <summary>
    /// Readers see what is committed and wait for no writer. Ends every other connection to the database, once: those that
    /// wait for their turn to migrate try again.
    /// </summary>
    public const string ReadCommitted =
        "IF (SELECT is_read_committed_snapshot_on FROM sys.databases WHERE database_id = DB_ID()) = 0 "
        + "ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE";

    /// <exception cref="DataException">The turn was not granted.</exception>
    public static async Task PrepareAsync(SqlConnection connection, CancellationToken cancellationToken)
    {
        // Another migration, of large tables, takes its time.
        await using var command = new SqlCommand(TakeTurn, connection) { CommandTimeout = 0 };
        if (await command.ExecuteScalarAsync(cancellationToken) is not (int and >= 0))
        {
            throw new DataException("The lock of migrations was not granted.");
        }

        command.CommandText = ReadCommitted;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
