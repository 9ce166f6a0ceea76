using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Yixun.Data.Sqlite;
using Yixun.Data.Tests.Conformance;

namespace Yixun.Data.Tests.Sqlite;

public sealed class RetentionTests(SqliteStores stores)
    : RetentionConformance(stores),
        IClassFixture<SqliteStores>
{
    [Fact]
    public async Task ApplyAsync_takes_the_index_of_phones_away_too()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        await store.Store.FailAsync(
            await store.AcceptAsync(5_000),
            "x",
            store.Now,
            TestContext.Current.CancellationToken
        );
        var indexer = new PhoneIndexer(
            store.Database,
            store.Writer,
            NullLogger<PhoneIndexer>.Instance,
            runSize: 4_500
        );
        Assert.True(await indexer.TryMakeRunAsync(TestContext.Current.CancellationToken));
        store.Time.Advance(TimeSpan.FromDays(220));

        await Partitions(store).ApplyAsync(TestContext.Current.CancellationToken);

        await using var context = store.CreateDbContext();
        Assert.False(await context.PhoneTail.AnyAsync(TestContext.Current.CancellationToken));
        Assert.False(await context.PhoneEntries.AnyAsync(TestContext.Current.CancellationToken));
        Assert.False(await context.PhoneRuns.AnyAsync(TestContext.Current.CancellationToken));
    }
}
