using Microsoft.Data.Sqlite;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Data.Sqlite;
using Yixun.Data.Store;
using Yixun.Data.Writing;

namespace Yixun.Data.Tests.Sqlite;

public sealed class SqliteWriterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_many_at_once_share_a_transaction()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        using var release = await store.HoldWriterAsync();
        var before = store.Writer.Meters.Commits;
        var appends = Enumerable.Range(0, 300).Select(_ => store.AppendAsync(store.NewBatch())).ToArray();
        Assert.Equal(600, store.Writer.WaitingRows);
        release.Set();
        await Task.WhenAll(appends);
        // The one that was held, and one for all the others.
        Assert.Equal(2, store.Writer.Meters.Commits - before);
    }

    [Fact]
    public async Task RunAsync_many_rows_cuts_the_transaction()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        using var release = await store.HoldWriterAsync();
        var before = store.Writer.Meters.Commits;
        var appends = Enumerable.Range(0, 12).Select(_ => store.AppendAsync(store.NewBatch(499))).ToArray();
        release.Set();
        await Task.WhenAll(appends);
        // The one that was held, and 1,000 new rows in each of the others.
        Assert.Equal(7, store.Writer.Meters.Commits - before);
    }

    [Fact]
    public async Task AppendAsync_with_a_row_that_violates_spoils_nothing_else_of_its_group()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        var taken = await store.AcceptAsync();
        var bad = store.NewBatch(3);
        bad = bad with { Messages = [bad.Messages[0], bad.Messages[1] with { Id = taken[0] }] };
        var good = Enumerable.Range(0, 5).Select(_ => store.NewBatch(2)).ToArray();

        using var release = await store.HoldWriterAsync();
        var first = good[..2].Select(store.AppendAsync).ToArray();
        var failing = store.AppendAsync(bad);
        var second = good[2..].Select(store.AppendAsync).ToArray();
        release.Set();

        await Assert.ThrowsAsync<SqliteException>(() => failing);
        await Task.WhenAll([.. first, .. second]);
        await using var context = store.CreateDbContext();
        Assert.Null(await context.Batches.FindAsync([bad.Id], Cancellation));
        Assert.Null(await context.Messages.FindAsync([bad.Messages[0].Id], Cancellation));
        foreach (var batch in good)
        {
            Assert.NotNull(await context.Batches.FindAsync([batch.Id], Cancellation));
            Assert.NotNull(await context.Messages.FindAsync([batch.Messages[1].Id], Cancellation));
        }
    }

    [Fact]
    public async Task AppendAsync_above_the_limit_is_refused_and_writes_nothing()
    {
        await using var store = await TemporarySqliteStore.CreateAsync(maximumWaitingRows: 10);
        var queued = await store.QueueAsync();
        using var release = await store.HoldWriterAsync();
        var accepted = store.AppendAsync(store.NewBatch(5));
        var refused = store.NewBatch(5);
        await Assert.ThrowsAsync<StoreBusyException>(() => store.AppendAsync(refused));
        // What is on the road already is not refused.
        var claim = store.Store.ClaimAsync(
            TemporaryStore.Channel,
            Lane.Care,
            [.. queued, 1, 2, 3, 4, 5],
            1,
            Cancellation
        );
        release.Set();
        await accepted;
        Assert.True((await claim)[0]);
        await using var context = store.CreateDbContext();
        Assert.Null(await context.Batches.FindAsync([refused.Id], Cancellation));
        await store.AppendAsync(store.NewBatch(5));
        Assert.Equal(0, store.Writer.WaitingRows);
    }

    [Fact]
    public async Task RunAsync_that_throws_while_reading_leaves_the_statement_usable()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        const string Sql = "SELECT ? UNION ALL SELECT 2";
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() =>
            store.Writer.RunAsync<int>(
                WriteKind.Other,
                WriteUrgency.Moving,
                1,
                statements =>
                {
                    statements.Get(Sql).Bind(7L).Step();
                    throw new InvalidTimeZoneException();
                },
                Cancellation
            )
        );
        var read = await store.Writer.RunAsync(
            WriteKind.Other,
            WriteUrgency.Moving,
            1,
            statements =>
            {
                var statement = statements.Get(Sql).Bind(8L);
                statement.Step();
                var value = statement.Int64(0);
                statement.Reset();
                return value;
            },
            Cancellation
        );
        Assert.Equal(8, read);
    }

    [Fact]
    public async Task Dispose_writes_what_waits_and_refuses_what_comes_later()
    {
        using var folder = new TemporaryFolder();
        using var database = new Data.Sqlite.SqliteDatabase(folder.File("yixun.db"));
        await database.MigrateAsync(Cancellation);
        var writer = new Data.Sqlite.SqliteWriter(
            database,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<Data.Sqlite.SqliteWriter>.Instance
        );
        var insert = writer.RunAsync(
            WriteKind.Other,
            WriteUrgency.Moving,
            1,
            statements =>
                statements.Get("INSERT INTO leases (name, token, expires_at) VALUES ('a', 1, 1)").Execute(),
            Cancellation
        );
        writer.Dispose();
        // As a container does that knows it by two names.
        writer.Dispose();
        Assert.Equal(1, await insert);
        await Assert.ThrowsAnyAsync<Exception>(() =>
            writer.RunAsync(WriteKind.Other, WriteUrgency.Moving, 1, _ => 0, Cancellation)
        );
    }

    [Fact]
    public async Task RunAsync_with_a_cancelled_token_does_nothing()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        var ids = await store.QueueAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            store.Store.ExpireAsync(ids, store.Now, new CancellationToken(canceled: true))
        );
        Assert.Equal(MessageState.Queued, await store.StateAsync(ids[0]));
    }
}
