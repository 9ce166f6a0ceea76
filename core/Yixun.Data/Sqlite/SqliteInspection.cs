using Yixun.Data.Inspection;
using Yixun.Data.Model;

namespace Yixun.Data.Sqlite;

/// <summary>Looks at a SQLite file.</summary>
internal sealed class SqliteInspection(SqliteDatabase database) : IDatabaseInspection
{
    /// <summary>A check reads every page; that of a larger file would take more than a second.</summary>
    private const long MaximumCheckedLength = 512L << 20;

    public string Provider => "sqlite";

    public string Name => database.Path;

    public async Task<DatabaseMeasure> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var version = await InspectionQuery.ReadOneAsync(
            context,
            "SELECT sqlite_version()",
            row => row.GetString(0),
            cancellationToken
        );
        var bytes = Length(database.Path) + Length(database.Path + "-wal");
        // The library is built without a table of page sizes.
        return new DatabaseMeasure(version, bytes, []);
    }

    public Task<DateTimeOffset?> ReadClockAsync(CancellationToken cancellationToken) =>
        Task.FromResult<DateTimeOffset?>(null);

    /// <summary>Damage is looked for in a file that can be read within a second or so.</summary>
    public async Task<IReadOnlyList<DatabaseFinding>> FindAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var findings = new List<DatabaseFinding>();
        var mode = await PragmaAsync(context, "PRAGMA journal_mode", cancellationToken);
        if (mode != "wal")
        {
            findings.Add(new DatabaseFinding(DatabaseFault.ReadersWait, $"journal_mode = {mode}"));
        }

        if (Length(database.Path) <= MaximumCheckedLength)
        {
            var check = await PragmaAsync(context, "PRAGMA quick_check(1)", cancellationToken);
            if (check != "ok")
            {
                findings.Add(new DatabaseFinding(DatabaseFault.Damaged, check));
            }
        }

        return findings;
    }

    private static Task<string> PragmaAsync(
        YixunDbContext context,
        string sql,
        CancellationToken cancellationToken
    ) => InspectionQuery.ReadOneAsync(context, sql, row => row.GetString(0), cancellationToken);

    private static long Length(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;
}
