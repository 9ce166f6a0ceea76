using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Yixun.Data.Hosting;
using Yixun.Data.Inspection;
using Yixun.Data.Model;
using Yixun.Data.Partitions;
using Yixun.Data.Store;

namespace Yixun.Data.Sqlite;

/// <summary>A SQLite file: write-ahead log, every commit synchronised to disk.</summary>
public sealed class SqliteDatabase(string path) : IYixunDatabase, IDisposable
{
    private const long MaximumCheckedLength = 512L << 20;

    private static readonly NoAutomaticCheckpoint Interceptor = new();

    internal SqliteWriteGate Gate { get; } = new();

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>For EF Core contexts.</summary>
    public string ConnectionString { get; } =
        new SqliteConnectionStringBuilder
        {
            DataSource = path,
            ForeignKeys = false,
            DefaultTimeout = 30,
        }.ToString();

    public IMonthPartitions Partitions => new SqliteMonths(this);

    /// <summary>Makes the file where it is missing, checks it, and brings its schema up to date.</summary>
    /// <exception cref="StoreUnavailableException">Damaged, not a database, not writable, or no space.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var context = CreateContext();
            await context.Database.OpenConnectionAsync(cancellationToken);
            await CheckAsync(context, cancellationToken);
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
        }
        catch (SqliteException exception)
        {
            throw new StoreUnavailableException(
                $"The database {Path} can't be used: {exception.Message}",
                exception
            );
        }
    }

    /// <summary>Looks for damage: the whole file where that takes a second at most, else its schema.</summary>
    private async Task CheckAsync(YixunDbContext context, CancellationToken cancellationToken)
    {
        var whole = new FileInfo(Path).Length <= MaximumCheckedLength;
        await using var check = context.Database.GetDbConnection().CreateCommand();
        check.CommandText = whole ? "PRAGMA quick_check(1)" : "SELECT 'ok' FROM sqlite_master LIMIT 1";
        var result = (string?)await check.ExecuteScalarAsync(cancellationToken);
        if (result is not (null or "ok"))
        {
            throw new StoreUnavailableException($"The database {Path} is damaged: {result}");
        }
    }

    /// <summary>A context for reading, and for writing what is not on the main road.</summary>
    public YixunDbContext CreateContext() =>
        new(
            new DbContextOptionsBuilder<YixunDbContext>()
                .UseSqlite(ConnectionString)
                .AddInterceptors(Interceptor)
                .Options,
            Gate
        );

    public IDatabaseInspection Inspection => new SqliteInspection(this);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Gate.Dispose();
    }

    /// <summary>
    /// A connection whose commits do not flush the log (<see cref="WalFlusher"/> does) and do not copy it into the database
    /// file (<see cref="Checkpointer"/> does). EF's connections flush on commit, and do not copy either.
    /// </summary>
    internal SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText =
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-131072; "
            + "PRAGMA wal_autocheckpoint=0; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456; PRAGMA busy_timeout=10000;";
        pragmas.ExecuteNonQuery();
        return connection;
    }
}
