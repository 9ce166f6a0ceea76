using Microsoft.Extensions.Logging.Abstractions;
using Yixun.Data.Hosting;
using Yixun.Data.Model;
using Yixun.Data.Numbers;
using Yixun.Data.Sqlite;
using Yixun.Data.Writing;

namespace Yixun.Data.Tests.Sqlite;

/// <summary>A SQLite file in a folder of its own.</summary>
internal sealed class TemporarySqliteStore : TemporaryStore
{
    private TemporarySqliteStore(TemporaryFolder folder, SqliteDatabase database, SqliteWriter writer)
        : base(new SqliteMessageStore(writer))
    {
        Folder = folder;
        Database = database;
        Writer = writer;
    }

    public TemporaryFolder Folder { get; }

    public SqliteDatabase Database { get; }

    public SqliteWriter Writer { get; }

    public static async Task<TemporarySqliteStore> CreateAsync(
        int maximumWaitingRows = 100_000,
        FreeSpace? space = null
    )
    {
        var folder = new TemporaryFolder();
        var database = new SqliteDatabase(folder.File("yixun.db"));
        await database.MigrateAsync(Cancellation);
        var writer = new SqliteWriter(
            database,
            NullLogger<SqliteWriter>.Instance,
            maximumWaitingRows,
            space: space
        );
        return new TemporarySqliteStore(folder, database, writer);
    }

    public override IYixunDatabase Site => Database;

    public override INumberPlanStore NumberPlan => new SqliteNumberPlanStore(Database);

    public override YixunDbContext CreateDbContext() => Database.CreateContext();

    public override async Task<ManualResetEventSlim> HoldWriterAsync()
    {
        var release = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Writer.RunAsync(
            WriteKind.Other,
            WriteUrgency.Moving,
            0,
            _ =>
            {
                begun.TrySetResult();
                release.Wait(TimeSpan.FromSeconds(20));
                return 0;
            },
            Cancellation
        );
        await begun.Task;
        return release;
    }

    public override ValueTask DisposeAsync()
    {
        Writer.Dispose();
        Database.Dispose();
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
