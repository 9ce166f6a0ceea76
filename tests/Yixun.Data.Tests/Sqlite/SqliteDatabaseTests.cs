using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.Data.Model;
using Yixun.Data.Sqlite;
using Yixun.Data.Store;
using Yixun.Data.Writing;

namespace Yixun.Data.Tests.Sqlite;

public sealed class SqliteDatabaseTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MigrateAsync_on_a_missing_file_makes_every_table()
    {
        using var folder = new TemporaryFolder();
        using var database = new SqliteDatabase(folder.File("new.db"));
        await database.MigrateAsync(Cancellation);
        await using var context = database.CreateContext();
        var tables = await context
            .Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'table'")
            .ToListAsync(Cancellation);
        var modelled = context.Model.GetEntityTypes().Select(entity => entity.GetTableName()!);
        Assert.Superset(modelled.ToHashSet(), tables.ToHashSet());
    }

    [Fact]
    public async Task MigrateAsync_twice_keeps_rows_and_applies_nothing_again()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        var ids = await store.AcceptAsync(3);
        await store.Database.MigrateAsync(Cancellation);
        await using var context = store.CreateDbContext();
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(Cancellation));
        Assert.Equal(ids, await context.Messages.Select(message => message.Id).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Model_compared_with_the_snapshot_has_no_pending_changes()
    {
        using var folder = new TemporaryFolder();
        using var database = new SqliteDatabase(folder.File("model.db"));
        await using var context = database.CreateContext();
        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task MigrateAsync_on_a_file_that_is_no_database_says_which_file()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("letter.db");
        await File.WriteAllTextAsync(path, new string('x', 8192), Cancellation);
        using var database = new SqliteDatabase(path);
        var exception = await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            database.MigrateAsync(Cancellation)
        );
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        Assert.Contains("not a database", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MigrateAsync_on_a_damaged_file_says_that_it_is_damaged()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("damaged.db");
        using (var before = new SqliteDatabase(path))
        {
            await before.MigrateAsync(Cancellation);
            await using var context = before.CreateContext();
            await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", Cancellation);
        }

        await using (var file = File.OpenWrite(path))
        {
            // The header and the schema's first page stay; the pages behind them become rubbish.
            file.Position = 4096;
            var rubbish = new byte[file.Length - 4096];
            Array.Fill(rubbish, (byte)0xA5);
            await file.WriteAsync(rubbish, Cancellation);
        }

        using var database = new SqliteDatabase(path);
        var exception = await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            database.MigrateAsync(Cancellation)
        );
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        Assert.Matches("damaged|malformed", exception.Message);
    }

    [Fact]
    public async Task MigrateAsync_in_a_missing_folder_says_which_file()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.File("missing"), "yixun.db");
        using var database = new SqliteDatabase(path);
        var exception = await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            database.MigrateAsync(Cancellation)
        );
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveChanges_while_the_writer_is_busy_comes_before_what_waits_behind_it()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        using var release = await store.HoldWriterAsync();
        await using var context = store.CreateDbContext();
        context.Leases.Add(
            new LeaseEntity
            {
                Name = "timer:x",
                Token = 1,
                ExpiresAt = store.Now,
            }
        );
        // It runs as far as the gate before it returns.
        var saving = context.SaveChangesAsync(Cancellation);
        Assert.False(saving.IsCompleted);
        var next = store.Writer.RunAsync(
            WriteKind.Other,
            WriteUrgency.Moving,
            1,
            statements =>
            {
                var count = statements.Get("SELECT count(*) FROM leases");
                count.Step();
                var found = count.Int32(0);
                count.Reset();
                return found;
            },
            Cancellation
        );
        release.Set();
        await saving;
        Assert.Equal(1, await next);
    }

    [Fact]
    public async Task SaveChanges_while_appends_never_end_gets_its_turn()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        using var stop = new CancellationTokenSource();
        var appending = Enumerable
            .Range(0, 4)
            .Select(_ =>
                Task.Run(
                    async () =>
                    {
                        var appended = 0;
                        for (; !stop.IsCancellationRequested; appended++)
                        {
                            await store.AcceptAsync(200);
                        }

                        return appended;
                    },
                    Cancellation
                )
            )
            .ToArray();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        for (var index = 0; index < 20; index++)
        {
            await using var context = store.CreateDbContext();
            context.Leases.Add(
                new LeaseEntity
                {
                    Name = $"timer:{index}",
                    Token = 1,
                    ExpiresAt = store.Now,
                }
            );
            await context.SaveChangesAsync(limit.Token);
        }

        await stop.CancelAsync();
        Assert.True((await Task.WhenAll(appending)).Sum() > 0);
        Assert.Equal(20, await store.ReadAsync(context => context.Leases.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task SaveChanges_that_fails_or_is_cancelled_leaves_the_gate_open()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        await store.Leases.TryTakeAsync("timer:x", 1, TimeSpan.FromSeconds(10), Cancellation);

        await using (var context = store.CreateDbContext())
        {
            context.Leases.Add(
                new LeaseEntity
                {
                    Name = "timer:x",
                    Token = 2,
                    ExpiresAt = store.Now,
                }
            );
            await Assert.ThrowsAsync<DbUpdateException>(() => context.SaveChangesAsync(Cancellation));
        }

        await using (var mine = store.CreateDbContext())
        {
            var lease = await mine.Leases.SingleAsync(Cancellation);
            await store.Leases.TryTakeAsync("timer:x", 1, TimeSpan.FromSeconds(99), Cancellation);
            lease.Token = 3;
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => mine.SaveChangesAsync(Cancellation));
        }

        using (var release = await store.HoldWriterAsync())
        {
            using var cancelled = new CancellationTokenSource();
            await using var context = store.CreateDbContext();
            context.Leases.Add(
                new LeaseEntity
                {
                    Name = "timer:y",
                    Token = 2,
                    ExpiresAt = store.Now,
                }
            );
            var saving = context.SaveChangesAsync(cancelled.Token);
            await cancelled.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => saving);
            release.Set();
        }

        // Both kinds of writers still get through, one at a time.
        await store.AcceptAsync();
        using var last = await store.HoldWriterAsync();
        await using var other = store.CreateDbContext();
        other.Leases.RemoveRange(await other.Leases.ToListAsync(Cancellation));
        var waiting = other.SaveChangesAsync(Cancellation);
        Assert.False(waiting.IsCompleted);
        last.Set();
        await waiting;
    }
}
