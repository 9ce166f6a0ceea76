using System.Net.Sockets;
using Npgsql;

namespace Yixun.Data.PostgreSql;

/// <summary>What an exception of the driver says about the transaction and the server.</summary>
internal static class PostgreSqlFaults
{
    private const string IdleInTransactionSessionTimeout = "25P03";

    /// <summary>The server has rolled the transaction back because of others; it may be run again.</summary>
    public static bool IsConflict(Exception exception) =>
        exception
            is PostgresException
            {
                SqlState: PostgresErrorCodes.SerializationFailure
                    or PostgresErrorCodes.DeadlockDetected
                    or PostgresErrorCodes.LockNotAvailable
            };

    /// <summary>The server can't be reached, does not let us in, takes no writes, or did not answer in time.</summary>
    public static bool IsOutage(Exception exception) =>
        exception switch
        {
            PostgresException { SqlState: var state } => state.StartsWith("08", StringComparison.Ordinal)
                || state.StartsWith("28", StringComparison.Ordinal)
                || state
                    is PostgresErrorCodes.AdminShutdown
                        or PostgresErrorCodes.CrashShutdown
                        or PostgresErrorCodes.CannotConnectNow
                        or PostgresErrorCodes.DatabaseDropped
                        or IdleInTransactionSessionTimeout
                        or PostgresErrorCodes.ReadOnlySqlTransaction
                        or PostgresErrorCodes.TooManyConnections
                        or PostgresErrorCodes.InvalidCatalogName,
            NpgsqlException or SocketException or IOException or TimeoutException => true,
            { InnerException: { } inner } => IsOutage(inner),
            _ => false,
        };

    /// <summary>The server can't keep more: its disk is full, its memory used up, its files damaged.</summary>
    public static bool IsStorageFault(Exception exception) =>
        exception is PostgresException { SqlState: var state }
        && (
            state.StartsWith("53", StringComparison.Ordinal)
            || state.StartsWith("58", StringComparison.Ordinal)
            || state is PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted
        );

    /// <summary>The server refused to commit and has rolled back; anything else leaves the end open.</summary>
    public static bool IsRolledBack(Exception exception) =>
        exception is PostgresException { InvariantSeverity: "ERROR" };
}
