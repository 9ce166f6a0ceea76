using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Data.Store;

namespace Yixun.Data.Tests.PostgreSql;

/// <summary>The connection is lost between COMMIT and its answer: the store finds out, and neither loses nor doubles.</summary>
public sealed class LostCommitTests(PostgreSqlStores stores)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AppendAsync_whose_commit_is_lost_is_stored_once_and_says_so(bool reachedServer)
    {
        await using var direct = await stores.CreateStoreAsync();
        await using var wire = new CommitWire(PortOf(direct));
        await using var store = new TemporaryPostgreSqlStore(Through(wire, direct));
        for (var round = 0; round < 3; round++)
        {
            Break(wire, reachedServer);
            var batch = store.NewBatch(3) with { ClientId = $"c-{round}" };
            var outcome = await store.AppendAsync(batch);
            // Not the repeat of itself.
            Assert.Null(outcome.Existing);
            Assert.Equal(round + 1, wire.Breaks);
        }

        Assert.Equal(3, await direct.ReadAsync(context => context.Batches.CountAsync(Cancellation)));
        Assert.Equal(9, await direct.ReadAsync(context => context.Messages.CountAsync(Cancellation)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ClaimAsync_whose_commit_is_lost_is_told_what_is_true(bool reachedServer)
    {
        await using var direct = await stores.CreateStoreAsync();
        var ids = await direct.QueueAsync(3);
        // One is another's.
        await direct.Store.ClaimAsync(TemporaryStore.Channel, Lane.Care, ids[..1], 8, Cancellation);
        await using var wire = new CommitWire(PortOf(direct));
        await using var store = new TemporaryPostgreSqlStore(Through(wire, direct));
        Break(wire, reachedServer);
        Assert.Equal(
            (bool[])[false, true, true],
            await store.Store.ClaimAsync(TemporaryStore.Channel, Lane.Care, ids, 7, Cancellation)
        );
        Assert.Equal(1, wire.Breaks);
        Assert.Equal(7, (await direct.MessageAsync(ids[1])).Owner);
    }

    [Fact]
    public async Task ApplyReceiptsAsync_whose_commits_are_lost_count_everything_once()
    {
        await using var direct = await stores.CreateStoreAsync();
        var ids = await direct.SubmitAsync(40);
        await using var wire = new CommitWire(PortOf(direct));
        await using var store = new TemporaryPostgreSqlStore(Through(wire, direct));
        var outcomes = new List<ReceiptOutcome>();
        foreach (var (chunk, index) in ids.Chunk(10).Select((chunk, index) => (chunk, index)))
        {
            Break(wire, index % 2 == 0);
            outcomes.Add(
                await store.ApplyAsync([.. chunk.Select(id => Segments.Accepted(id, status: "DELIVRD"))])
            );
        }

        Assert.Equal(4, wire.Breaks);
        Assert.All(outcomes, outcome => Assert.Equal((10, 10), (outcome.Submitted, outcome.Delivered)));
        Assert.All(await direct.StatesAsync(ids), state => Assert.Equal(MessageState.Delivered, state));
    }

    private static void Break(CommitWire wire, bool reachedServer)
    {
        if (reachedServer)
        {
            wire.BreakAfterCommit();
        }
        else
        {
            wire.BreakBeforeCommit();
        }
    }

    private static int PortOf(TemporaryPostgreSqlStore store) =>
        new NpgsqlConnectionStringBuilder(store.ConnectionString).Port;

    private static string Through(CommitWire wire, TemporaryPostgreSqlStore store) =>
        new NpgsqlConnectionStringBuilder(store.ConnectionString) { Port = wire.Port }.ToString();
}
