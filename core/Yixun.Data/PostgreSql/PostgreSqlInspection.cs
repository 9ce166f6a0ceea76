using System.Globalization;
using Yixun.Data.Inspection;

namespace Yixun.Data.PostgreSql;

/// <summary>Looks at a PostgreSQL database through its catalogues.</summary>
internal sealed class PostgreSqlInspection(PostgreSqlDatabase database) : IDatabaseInspection
{
    private const int OldestVersion = 150000;

    /// <summary>Partitions count for the table that they are of.</summary>
    private static readonly string Largest = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT t.name, SUM(t.bytes)::bigint, SUM(t.estimate)::bigint FROM (
            SELECT COALESCE(r.relname, c.relname) AS name, pg_total_relation_size(c.oid) AS bytes,
                GREATEST(c.reltuples, 0) AS estimate
            FROM pg_class c LEFT JOIN pg_class r ON r.oid = pg_partition_root(c.oid)
            WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
        ) t GROUP BY t.name ORDER BY 2 DESC, 1 LIMIT {DatabaseMeasure.MaximumTables}
        """
    );

    private const string Summary = "SELECT version(), pg_database_size(current_database())";

    private const string Clock = "SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint";

    private const string Settings =
        "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', "
        + "'synchronous_commit', 'server_version_num') ORDER BY name";

    private const string Closed = """
        SELECT c.relname FROM pg_class c
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = current_schema()::regnamespace
            AND NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
                AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))
        ORDER BY 1 LIMIT 5
        """;

    private const string Collated = """
        SELECT a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            JOIN pg_collation l ON l.oid = a.attcollation
        WHERE c.relname = 'messages' AND c.relnamespace = current_schema()::regnamespace
            AND NOT a.attisdropped AND l.collname NOT IN ('C', 'POSIX')
        ORDER BY 1 LIMIT 5
        """;

    public string Provider => "postgresql";

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
        return new DatabaseMeasure(version.Split(" on ")[0], bytes, tables);
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
        var settings = await InspectionQuery.ReadAsync(
            context,
            Settings,
            row => (Name: row.GetString(0), Value: row.GetString(1)),
            cancellationToken
        );
        var findings = settings
            .Where(setting =>
                setting.Name == "server_version_num"
                    ? int.Parse(setting.Value, CultureInfo.InvariantCulture) < OldestVersion
                    : setting.Value == "off"
            )
            .Select(setting => new DatabaseFinding(
                setting.Name == "server_version_num" ? DatabaseFault.Version : DatabaseFault.NotDurable,
                $"{setting.Name} = {setting.Value}"
            ))
            .ToList();
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
