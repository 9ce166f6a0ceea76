using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Yixun.Data.Sqlite;

namespace Yixun.Data.Tests.Sqlite;

public sealed class PhoneIndexTests
{
    private const int RunSize = 100;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MessagesOfPhone_finds_all_in_tail_and_runs_and_no_others()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        using var indexer = Indexer(store);
        var all = new List<(long Id, long Phone)>();
        // Phones are id % 100: every phone is in every run and in the tail.
        for (var batch = 0; batch < 25; batch++)
        {
            all.AddRange((await store.AcceptAsync(10)).Select(id => (id, id % 100)));
        }

        Assert.True(await indexer.TryMakeRunAsync(Cancellation));
        Assert.True(await indexer.TryMakeRunAsync(Cancellation));
        Assert.False(await indexer.TryMakeRunAsync(Cancellation));
        Assert.Equal(50, await store.ReadAsync(context => context.PhoneTail.CountAsync(Cancellation)));
        Assert.Equal(2, await store.ReadAsync(context => context.PhoneRuns.CountAsync(Cancellation)));

        foreach (var phone in all.Select(message => message.Phone).Distinct())
        {
            Assert.Equal(
                all.Where(message => message.Phone == phone).Select(message => message.Id),
                await FindAsync(store, phone, 0)
            );
        }

        var middle = all[120].Id;
        Assert.Equal(
            all.Where(message => message.Phone == all[200].Phone && message.Id > middle)
                .Select(message => message.Id),
            await FindAsync(store, all[200].Phone, middle)
        );
        Assert.Empty(await FindAsync(store, 12_345, 0));
    }

    [Fact]
    public async Task TryMakeRunAsync_after_a_crash_between_its_steps_shows_every_message_once()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        var ids = await store.AcceptAsync(RunSize);
        // What a process left that died after its first step: a run of which some entries are there.
        await using (var context = store.CreateDbContext())
        {
            await context.Database.ExecuteSqlAsync(
                $"INSERT INTO phone_runs (id, first_message_id, last_message_id) VALUES (1, {ids[0]}, {ids[^1]})",
                Cancellation
            );
            await context.Database.ExecuteSqlAsync(
                $"INSERT INTO phone_entries SELECT 1, phone_hash, message_id FROM phone_tail LIMIT 40",
                Cancellation
            );
        }

        using var indexer = Indexer(store);
        Assert.Equal([ids[0]], await FindAsync(store, ids[0] % 100, 0));
        Assert.True(await indexer.TryMakeRunAsync(Cancellation));
        foreach (var id in ids)
        {
            Assert.Equal([id], (await FindAsync(store, id % 100, 0)).Where(found => found == id));
        }

        Assert.Equal(0, await store.ReadAsync(context => context.PhoneTail.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task MessagesOfPhone_seeks_in_the_runs_and_scans_only_tail_and_list_of_runs()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        await using var context = store.CreateDbContext();
        var sql = context.MessagesOfPhone(1, 2).ToQueryString();
        await context.Database.OpenConnectionAsync(Cancellation);
        await using var explain = context.Database.GetDbConnection().CreateCommand();
        // The query's parameters come as a preamble of ".param set" lines.
        var statement = string.Join(
            '\n',
            sql.Split('\n').Where(line => !line.StartsWith('.')).Select(line => line.Trim())
        );
        explain.CommandText = $"EXPLAIN QUERY PLAN {statement}";
        var steps = new List<string>();
        await using var reader = await explain.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
        {
            steps.Add(reader.GetString(3));
        }

        Assert.Contains(
            steps,
            step => step.Contains("PRIMARY KEY (run_id=? AND phone_hash=?", StringComparison.Ordinal)
        );
        Assert.Contains(
            steps,
            step => step.StartsWith("SEARCH m USING INTEGER PRIMARY KEY", StringComparison.Ordinal)
        );
    }

    private static async Task<List<long>> FindAsync(TemporarySqliteStore store, long phone, long after) =>
        await store.ReadAsync(context =>
            context
                .MessagesOfPhone(phone, after)
                .OrderBy(message => message.Id)
                .Select(message => message.Id)
                .ToListAsync(Cancellation)
        );

    private static PhoneIndexer Indexer(TemporarySqliteStore store) =>
        new(store.Database, store.Writer, NullLogger<PhoneIndexer>.Instance, RunSize);
}
