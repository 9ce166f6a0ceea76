using Npgsql;
using Yixun.Data.Server;

namespace Yixun.Data.PostgreSql;

/// <inheritdoc/>
internal sealed class PostgreSqlFaults : ServerFaults
{
    public static readonly PostgreSqlFaults Instance = new();

    private const string IdleInTransactionSessionTimeout = "25P03";

    public override bool IsConflict(Exception exception) =>
        exception
            is PostgresException
            {
                SqlState: PostgresErrorCodes.SerializationFailure
                    or PostgresErrorCodes.DeadlockDetected
                    or PostgresErrorCodes.LockNotAvailable
            };

    public override bool IsStorageFault(Exception exception) =>
        exception is PostgresException { SqlState: var state }
        && (
            state.StartsWith("53", StringComparison.Ordinal)
            || state.StartsWith("58", StringComparison.Ordinal)
            || state is PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted
        );

    public override bool IsRolledBack(Exception exception) =>
        exception is PostgresException { InvariantSeverity: "ERROR" };

    protected override bool? IsServersOutage(Exception exception) =>
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
            NpgsqlException => true,
            _ => null,
        };
}
