using Yixun.Data.PostgreSql;
using Yixun.Data.Server;
using Yixun.Data.Sqlite;
using Yixun.Data.SqlServer;

namespace Yixun.Data.Hosting;

/// <summary>Opens the database that a process is configured for.</summary>
public static class DatabaseSelection
{
    /// <summary>The caller disposes it.</summary>
    /// <exception cref="ArgumentException">The settings name no database.</exception>
    public static IYixunDatabase Open(DatabaseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Provider switch
        {
            "sqlite" when options.Path.Length > 0 => new SqliteDatabase(options.Path),
            "postgresql" when options.ConnectionString.Length > 0 => new PostgreSqlDatabase(
                new ServerStoreOptions { ConnectionString = options.ConnectionString }
            ),
            "sqlserver" when options.ConnectionString.Length > 0 => new SqlServerDatabase(
                new ServerStoreOptions { ConnectionString = options.ConnectionString }
            ),
            "sqlite" => throw new ArgumentException("Yixun:Database:Path names no file."),
            "postgresql" or "sqlserver" => throw new ArgumentException(
                "Yixun:Database:ConnectionString is missing."
            ),
            _ => throw new ArgumentException(
                $"Yixun:Database:Provider is sqlite, postgresql or sqlserver, not '{options.Provider}'."
            ),
        };
    }
}
