using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.Core.Ids;
using Yixun.Data.Model;
using Yixun.Data.Sqlite;

namespace Yixun.Functions.Tests;

/// <summary>A migrated SQLite file in a folder of its own. Disposing deletes it.</summary>
internal sealed class TemporaryDatabase : IDbContextFactory<YixunDbContext>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yixun-functions-").FullName;
    private readonly SqliteDatabase _database;

    private TemporaryDatabase()
    {
        _database = new SqliteDatabase(Path.Combine(_folder, "test.db"));
        Ids = new MessageIdGenerator(0, Time);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 25, 4, 0, 0, TimeSpan.Zero));

    public MessageIdGenerator Ids { get; }

    public static async Task<TemporaryDatabase> CreateAsync()
    {
        var database = new TemporaryDatabase();
        await database._database.MigrateAsync(TestContext.Current.CancellationToken);
        return database;
    }

    public YixunDbContext CreateDbContext() => _database.CreateContext();

    public void Dispose()
    {
        _database.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
