using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Data.Store;

namespace Yixun.Data.Tests.PostgreSql;

/// <summary>How callers share transactions, and what becomes of those that are in each other's way.</summary>
public sealed class PostgreSqlWritersTests(PostgreSqlStores stores)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_many_at_once_share_a_transaction()
    {
        await using var store = await stores.CreateStoreAsync();
        var before = store.Writers.Meters.Commits;
        using var release = await store.HoldWriterAsync();
        var appends = Enumerable.Range(0, 300).Select(_ => store.AppendAsync(store.NewBatch())).ToArray();
        release.Set();
        await Task.WhenAll(appends);
        // What each writer took at once, and one for all the others; a writer may wake late.
        Assert.InRange(store.Writers.Meters.Commits - before, 1, 8);
        Assert.Equal(300, await store.ReadAsync(context => context.Messages.CountAsync(Cancellation)));
        Assert.Equal(0, store.Writers.WaitingRows);
    }

    [Fact]
    public async Task AppendAsync_with_a_row_that_violates_spoils_nothing_else_of_its_group()
    {
        await using var store = await stores.CreateStoreAsync();
        var taken = await store.AcceptAsync();
        var bad = store.NewBatch(3);
        bad = bad with { Messages = [bad.Messages[0], bad.Messages[1] with { Id = taken[0] }] };
        var good = Enumerable.Range(0, 5).Select(_ => store.NewBatch(2)).ToArray();

        using var release = await store.HoldWriterAsync();
        // What writers take at once, so that the rest is one group.
        var first = Enumerable.Range(0, 4).Select(_ => store.AcceptAsync()).ToArray();
        var appends = good[..2].Select(store.AppendAsync).ToList();
        var failing = store.AppendAsync(bad);
        appends.AddRange(good[2..].Select(store.AppendAsync));
        release.Set();

        var exception = await Assert.ThrowsAsync<PostgresException>(() => failing);
        Assert.Equal(PostgresErrorCodes.UniqueViolation, exception.SqlState);
        await Task.WhenAll(first);
        await Task.WhenAll(appends);
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
        await using var store = await stores.CreateStoreAsync(maximumWaitingRows: 10);
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
        Assert.Equal(0, store.Writers.WaitingRows);
    }

    [Fact]
    public async Task AppendAsync_of_an_urgent_lane_passes_writers_that_are_stuck()
    {
        await using var store = await stores.CreateStoreAsync();
        var ids = await store.QueueAsync(4);
        await using var other = new NpgsqlConnection(store.ConnectionString);
        await other.OpenAsync(Cancellation);
        await using var transaction = await other.BeginTransactionAsync(Cancellation);
        await using var hold = new NpgsqlCommand("SELECT FROM messages FOR UPDATE", other);
        await hold.ExecuteNonQueryAsync(Cancellation);
        var stuck = new List<Task<bool[]>>();
        foreach (var id in ids)
        {
            stuck.Add(store.Store.ClaimAsync(TemporaryStore.Channel, Lane.Care, [id], 1, Cancellation));
            // One by one: a writer that has yet to take its share would take what is urgent with it. The rest finds none free.
            var waiting = Math.Min(stuck.Count, TemporaryPostgreSqlStore.WritersOfEverything);
            await UntilAsync(async () => await WaitingAsync(store) == waiting);
        }

        await store
            .AppendAsync(store.NewBatch(lane: Lane.Critical))
            .WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        Assert.DoesNotContain(stuck, task => task.IsCompleted);
        await transaction.RollbackAsync(Cancellation);
        await Task.WhenAll(stuck);
    }

    [Fact]
    public async Task ClaimAsync_in_a_deadlock_is_run_again_and_claims_each_once()
    {
        await using var store = await stores.CreateStoreAsync();
        var ids = await store.QueueAsync(2);
        await using var other = new NpgsqlConnection(store.ConnectionString);
        await other.OpenAsync(Cancellation);
        await using var transaction = await other.BeginTransactionAsync(Cancellation);
        // The server looks for deadlocks for the claim first, which is then the one that fails.
        await using (var patience = new NpgsqlCommand("SET deadlock_timeout = '5s'", other))
        {
            await patience.ExecuteNonQueryAsync(Cancellation);
        }

        await LockAsync(other, ids[1]);
        var claim = store.Store.ClaimAsync(TemporaryStore.Channel, Lane.Care, ids, 7, Cancellation);
        await UntilAsync(async () => await WaitingAsync(store) > 0);
        try
        {
            // The claim holds this one and waits for the other.
            await LockAsync(other, ids[0]);
        }
        catch (PostgresException exception)
        {
            Assert.Equal(PostgresErrorCodes.DeadlockDetected, exception.SqlState);
        }

        await transaction.RollbackAsync(Cancellation);
        Assert.Equal((bool[])[true, true], await claim);
        Assert.Equal([MessageState.Submitting, MessageState.Submitting], await store.StatesAsync(ids));
    }

    [Fact]
    public async Task ApplyReceiptsAsync_word_with_a_nul_is_stored_and_matched()
    {
        await using var store = await stores.CreateStoreAsync();
        var ids = await store.SubmitAsync(2);
        await store.ApplyAsync(
            Segments.Accepted(ids[0]) with
            {
                CarrierId = "ab\0c",
            },
            Segments.Refused(ids[1], code: "SUBMIT:\0")
        );
        await store.ReportAsync(
            new CarrierReportResult(TemporaryStore.Channel, "ab\0c", "DELIVRD", Segments.ReportedAt)
        );
        Assert.Equal([MessageState.Delivered, MessageState.Failed], await store.StatesAsync(ids));
    }

    [Fact]
    public async Task DisposeAsync_writes_what_waits_and_refuses_what_comes_later()
    {
        var store = await stores.CreateStoreAsync();
        var batches = Enumerable.Range(0, 50).Select(_ => store.NewBatch()).ToArray();
        var appends = batches.Select(store.AppendAsync).ToArray();
        await store.Writers.DisposeAsync();
        await Task.WhenAll(appends);
        Assert.Equal(50, await store.ReadAsync(context => context.Batches.CountAsync(Cancellation)));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync(store.NewBatch()));
        // Nothing is left to tell transactions by.
        Assert.Equal(0, await CommitsAsync(store));
    }

    [Fact]
    public async Task Commits_of_long_ago_are_forgotten()
    {
        await using var store = await stores.CreateStoreAsync();
        await store.ExecuteAsync("INSERT INTO writer_commits SELECT 1, n, n FROM generate_series(1, 5) n");
        for (var index = 0; index < 20; index++)
        {
            await store.AcceptAsync();
        }

        Assert.InRange(await CommitsAsync(store), 1, 20);
    }

    private static Task<int> CommitsAsync(TemporaryPostgreSqlStore store) =>
        store.ReadAsync(context =>
            context
                .Database.SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM writer_commits")
                .SingleAsync(Cancellation)
        );

    private static async Task LockAsync(NpgsqlConnection connection, long id)
    {
        await using var hold = new NpgsqlCommand(
            $"SELECT FROM messages WHERE id = {id} FOR UPDATE",
            connection
        );
        await hold.ExecuteNonQueryAsync(Cancellation);
    }

    /// <returns>Connections that wait for a row.</returns>
    private static Task<int> WaitingAsync(TemporaryPostgreSqlStore store) =>
        store.ReadAsync(context =>
            context
                .Database.SqlQueryRaw<int>(
                    "SELECT count(*)::int AS \"Value\" FROM pg_stat_activity "
                        + "WHERE datname = current_database() AND wait_event_type = 'Lock'"
                )
                .SingleAsync(Cancellation)
        );

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
        {
            await Task.Delay(20, limit.Token);
        }
    }
}
