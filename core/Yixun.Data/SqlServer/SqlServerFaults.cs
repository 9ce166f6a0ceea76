using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;
using Yixun.Data.Server;

namespace Yixun.Data.SqlServer;

/// <inheritdoc/>
internal sealed partial class SqlServerFaults : ServerFaults
{
    public static readonly SqlServerFaults Instance = new();

    public override bool IsConflict(Exception exception) =>
        exception is SqlException error
        && Any(
            error,
            one =>
                SqlServerErrors.IsConflict(one.Number)
                || (SqlServerErrors.IsDuplicate(one.Number) && IsOfSharedKey(one.Message))
        );

    public override bool IsStorageFault(Exception exception) =>
        exception is SqlException error && Any(error, one => SqlServerErrors.IsStorageFault(one.Number));

    public override bool IsRolledBack(Exception exception) =>
        exception is SqlException error && Any(error, one => SqlServerErrors.IsRolledBack(one.Number));

    /// <param name="message">The server's own, of a key that is there already.</param>
    public static bool IsOfSharedKey(string message) => SharedKey().IsMatch(message);

    protected override bool? IsServersOutage(Exception exception) =>
        exception switch
        {
            SqlException error => Any(error, one => SqlServerErrors.IsOutage(one.Number, one.Class))
                // Without an error of the server's: the way to it.
                || error.InnerException
                    is System.ComponentModel.Win32Exception
                        or System.Net.Sockets.SocketException,
            // The driver has no type for it: no connection of the pool came free in time.
            InvalidOperationException { Source: "Microsoft.Data.SqlClient" } => exception.Message.Contains(
                "from the pool",
                StringComparison.Ordinal
            ),
            _ => null,
        };

    /// <summary>What the server said of one statement may be several errors.</summary>
    private static bool Any(SqlException exception, Func<SqlError, bool> tells) =>
        exception.Errors.Cast<SqlError>().Any(tells);

    /// <summary>
    /// Keys that two transactions may add at the same time: who comes second runs again and finds that of the first. Names of
    /// constraints are the same in a message of any language.
    /// </summary>
    [GeneratedRegex("(?<![A-Za-z0-9_])PK_(client_keys|parked_reports|message_segments)(?![A-Za-z0-9_])")]
    private static partial Regex SharedKey();
}
