using System.Globalization;
using Yixun.Data.Partitions;

namespace Yixun.Data.SqlServer;

/// <summary>Statements about the ranges of <see cref="SqlServerPartitioning.Function"/>.</summary>
internal static class SqlServerMonthsText
{
    private const string Function = SqlServerPartitioning.Function;

    public const string MayChange =
        "SELECT CASE WHEN HAS_PERMS_BY_NAME(DB_NAME(), N'DATABASE', N'ALTER ANY DATASPACE') = 1 "
        + "AND HAS_PERMS_BY_NAME(N'messages', N'OBJECT', N'ALTER') = 1 THEN 1 ELSE 0 END";

    /// <summary>Bound, messages and octets of each range, in order.</summary>
    public const string Read =
        "SELECT CAST(MAX(v.value) AS bigint), "
        + "SUM(CASE WHEN p.object_id = OBJECT_ID(N'messages') AND p.index_id = 1 THEN p.rows ELSE 0 END), "
        + "CAST(COALESCE(SUM(u.pages), 0) * 8192 AS bigint) "
        + "FROM sys.partition_functions f "
        + "JOIN sys.partition_schemes s ON s.function_id = f.function_id "
        + "JOIN sys.indexes i ON i.data_space_id = s.data_space_id "
        + "JOIN sys.partitions p ON p.object_id = i.object_id AND p.index_id = i.index_id "
        + "OUTER APPLY (SELECT SUM(a.total_pages) AS pages FROM sys.allocation_units a "
        + "WHERE a.container_id = p.partition_id) u "
        + "LEFT JOIN sys.partition_range_values v ON v.function_id = f.function_id "
        + "AND v.boundary_id = p.partition_number - 1 "
        + $"WHERE f.name = N'{Function}' GROUP BY p.partition_number ORDER BY p.partition_number";

    /// <summary>While a change waits for its lock, everybody else waits behind it. One changes at a time.</summary>
    private const string Begin =
        "SET XACT_ABORT ON; SET LOCK_TIMEOUT 500; BEGIN TRANSACTION; DECLARE @turn int; "
        + "EXEC @turn = sp_getapplock @Resource = N'yixun-months', @LockMode = N'Exclusive', "
        + "@LockOwner = N'Transaction', @LockTimeout = 60000; "
        + "IF @turn < 0 THROW 51222, N'The turn to change partitions was not granted.', 1; ";

    private const string End = "COMMIT TRANSACTION";

    /// <summary>Sets a bound where there is none: of an empty range, as the one beyond the months ahead is, this moves no row.</summary>
    public static string Split(long bound) =>
        Begin
        + $"IF NOT {HasBound(bound)} BEGIN ALTER PARTITION SCHEME {SqlServerPartitioning.Scheme} NEXT USED [PRIMARY]; "
        + $"ALTER PARTITION FUNCTION {Function}() SPLIT RANGE ({Text(bound)}); END; "
        + End;

    /// <summary>Empties a month's partitions without logging its rows, and takes its bound away.</summary>
    public static string Drop(MessageMonth month)
    {
        var first = Text(month.FirstId);
        var truncate = string.Concat(
            PartitionedTable.All.Select(table =>
                $"TRUNCATE TABLE {table.Name} WITH (PARTITIONS ($PARTITION.{Function}({first}))); "
            )
        );
        return Begin
            + $"IF {HasBound(month.FirstId)} AND {HasBound(month.EndId)} BEGIN {truncate}"
            + $"ALTER PARTITION FUNCTION {Function}() MERGE RANGE ({first}); END; "
            + End;
    }

    private static string HasBound(long bound) =>
        "EXISTS (SELECT 1 FROM sys.partition_range_values v JOIN sys.partition_functions f "
        + $"ON f.function_id = v.function_id WHERE f.name = N'{Function}' AND CAST(v.value AS bigint) = {Text(bound)})";

    private static string Text(long bound) => bound.ToString(CultureInfo.InvariantCulture);
}
