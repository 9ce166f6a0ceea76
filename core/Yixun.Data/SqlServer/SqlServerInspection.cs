using System.Globalization;
using Yixun.Data.Inspection;

namespace Yixun.Data.SqlServer;

/// <summary>Looks at a SQL Server database through its catalogues; needs no permission beyond those of the platform.</summary>
internal sealed class SqlServerInspection(SqlServerDatabase database) : IDatabaseInspection
{
    internal const string Summary =
        "SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)), "
        + "(SELECT SUM(CAST(size AS bigint)) * 8192 FROM sys.database_files)";

    internal const string Clock = "SELECT DATEDIFF_BIG(millisecond, '1970-01-01T00:00:00', SYSUTCDATETIME())";

    internal const string ReadCommitted =
        "SELECT CAST(is_read_committed_snapshot_on AS int), delayed_durability "
        + "FROM sys.databases WHERE database_id = DB_ID()";

    internal const string Closed = """
        SELECT TOP (5) t.name FROM sys.tables t
        WHERE HAS_PERMS_BY_NAME(QUOTENAME(SCHEMA_NAME(t.schema_id)) + N'.' + QUOTENAME(t.name), N'OBJECT', N'SELECT') = 0
            OR HAS_PERMS_BY_NAME(QUOTENAME(SCHEMA_NAME(t.schema_id)) + N'.' + QUOTENAME(t.name), N'OBJECT', N'INSERT') = 0
            OR HAS_PERMS_BY_NAME(QUOTENAME(SCHEMA_NAME(t.schema_id)) + N'.' + QUOTENAME(t.name), N'OBJECT', N'UPDATE') = 0
            OR HAS_PERMS_BY_NAME(QUOTENAME(SCHEMA_NAME(t.schema_id)) + N'.' + QUOTENAME(t.name), N'OBJECT', N'DELETE') = 0
        ORDER BY t.name
        """;

    /// <summary>SQL Server 2019.</summary>
    private const int OldestVersion = 15;

    internal static readonly string Largest = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT TOP ({DatabaseMeasure.MaximumTables}) t.name, SUM(CAST(a.total_pages AS bigint)) * 8192,
            SUM(CASE WHEN p.index_id IN (0, 1) AND a.type = 1 THEN p.rows ELSE 0 END)
        FROM sys.tables t JOIN sys.partitions p ON p.object_id = t.object_id
            JOIN sys.allocation_units a ON a.container_id = p.hobt_id
        WHERE a.type IN (1, 3) GROUP BY t.name ORDER BY 2 DESC, 1
        """
    );

    internal static readonly string Collated =
        "SELECT TOP (5) c.name FROM sys.columns c WHERE c.object_id = OBJECT_ID(N'messages') "
        + $"AND c.collation_name <> N'{SqlServerText.Collation}' ORDER BY c.name";

    public string Provider => "sqlserver";

    public string Name => database.Name;

    public async Task<DatabaseMeasure> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var (version, bytes) = await InspectionQuery.ReadOneAsync(
            context,
            Summary,
            row => (row.GetString(0), row.GetInt64(1)),
            cancellationToken
        );
        var tables = await InspectionQuery.ReadAsync(
            context,
            Largest,
            row => new TableMeasure(row.GetString(0), row.GetInt64(1), row.GetInt64(2)),
            cancellationToken
        );
        return new DatabaseMeasure($"SQL Server {version}", bytes, tables);
    }

    public async Task<DateTimeOffset?> ReadClockAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return DateTimeOffset.FromUnixTimeMilliseconds(
            await InspectionQuery.ReadOneAsync(context, Clock, row => row.GetInt64(0), cancellationToken)
        );
    }

    public async Task<IReadOnlyList<DatabaseFinding>> FindAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var findings = new List<DatabaseFinding>();
        var version = await InspectionQuery.ReadOneAsync(
            context,
            Summary,
            row => row.GetString(0),
            cancellationToken
        );
        if (int.Parse(version.Split('.')[0], CultureInfo.InvariantCulture) < OldestVersion)
        {
            findings.Add(new DatabaseFinding(DatabaseFault.Version, version));
        }

        var (snapshot, delayed) = await InspectionQuery.ReadOneAsync(
            context,
            ReadCommitted,
            row => (row.GetInt32(0), row.GetInt32(1)),
            cancellationToken
        );
        if (snapshot == 0)
        {
            findings.Add(new DatabaseFinding(DatabaseFault.ReadersWait, "READ_COMMITTED_SNAPSHOT = OFF"));
        }

        // 2: every commit, whatever the transaction asks for.
        if (delayed == 2)
        {
            findings.Add(new DatabaseFinding(DatabaseFault.NotDurable, "DELAYED_DURABILITY = FORCED"));
        }

        await AddAsync(DatabaseFault.Privileges, Closed);
        await AddAsync(DatabaseFault.Collation, Collated);
        return findings;

        async Task AddAsync(DatabaseFault fault, string sql)
        {
            var names = await InspectionQuery.ReadAsync(
                context,
                sql,
                row => row.GetString(0),
                cancellationToken
            );
            if (names.Count > 0)
            {
                findings.Add(new DatabaseFinding(fault, string.Join(", ", names)));
            }
        }
    }
}
