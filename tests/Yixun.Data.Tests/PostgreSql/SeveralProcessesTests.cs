using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Data.Store;

namespace Yixun.Data.Tests.PostgreSql;

/// <summary>Stores of their own on one database, as the processes of an installation have.</summary>
public sealed class SeveralProcessesTests(PostgreSqlStores stores)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ClaimAsync_from_two_stores_at_once_gives_each_message_to_one()
    {
        await using var one = await stores.CreateStoreAsync();
        await using var other = new TemporaryPostgreSqlStore(one.ConnectionString);
        var ids = await one.QueueAsync(2_000);
        var chunks = ids.Chunk(100).ToArray();
        var claims = await Task.WhenAll(ClaimAsync(one, chunks, 1), ClaimAsync(other, chunks.Reverse(), 2));
        var owners = await one.ReadAsync(context =>
            context.Messages.ToDictionaryAsync(message => message.Id, message => message.Owner, Cancellation)
        );
        foreach (var id in ids)
        {
            Assert.Single(claims, claim => claim.Contains(id));
            Assert.Equal(claims[0].Contains(id) ? 1L : 2L, owners[id]);
        }
    }

    [Fact]
    public async Task ApplyReceiptsAsync_segments_of_a_message_from_two_stores_at_once_are_seen_together()
    {
        await using var one = await stores.CreateStoreAsync();
        await using var other = new TemporaryPostgreSqlStore(one.ConnectionString);
        var ids = await one.SubmitAsync(300);
        await Task.WhenAll(
            ApplyAsync(one, ids.Select(id => Segments.Accepted(id, 1, 2, "DELIVRD"))),
            ApplyAsync(other, ids.Reverse().Select(id => Segments.Accepted(id, 2, 2, "DELIVRD")))
        );
        Assert.All(await one.StatesAsync(ids), state => Assert.Equal(MessageState.Delivered, state));
    }

    [Fact]
    public async Task ApplyReceiptsAsync_same_answers_from_two_stores_at_once_count_once()
    {
        await using var one = await stores.CreateStoreAsync();
        await using var other = new TemporaryPostgreSqlStore(one.ConnectionString);
        var ids = await one.SubmitAsync(200);
        // And of messages that are not there, whose segments nothing guards.
        var results = ids.Concat(Enumerable.Range(1, 50).Select(id => (long)id))
            .Select(id => Segments.Accepted(id))
            .ToArray();
        var outcomes = await Task.WhenAll(ApplyAsync(one, results), ApplyAsync(other, results.Reverse()));
        Assert.Equal(200, outcomes.Sum(outcome => outcome.Submitted));
    }

    [Fact]
    public async Task AppendAsync_same_clientIds_from_two_stores_at_once_store_each_once()
    {
        await using var one = await stores.CreateStoreAsync();
        await using var other = new TemporaryPostgreSqlStore(one.ConnectionString);
        // As two processes with node numbers of their own.
        var generator = new Core.Ids.MessageIdGenerator(1, one.Time);
        var names = Enumerable.Range(0, 200).Select(index => $"c-{index}").ToArray();
        var appends = await Task.WhenAll(
            names
                .Select(name => one.AppendAsync(Named(one.NewBatch(), name)))
                .Concat(names.Reverse().Select(name => other.AppendAsync(Named(Foreign(), name))))
        );
        Assert.Equal(200, appends.Count(outcome => outcome.Existing is null));
        Assert.All(appends, outcome => Assert.True(outcome.Existing?.SameBody ?? true));
        await using var context = one.CreateDbContext();
        Assert.Equal(200, context.Batches.Count());
        Assert.Equal(200, context.Messages.Count());

        NewBatch Foreign() =>
            one.NewBatch() with
            {
                Id = generator.Next(),
                Messages = [new NewMessage(generator.Next(), 1, [7], null, 1, null, null)],
            };

        static NewBatch Named(NewBatch batch, string name) => batch with { ClientId = name };
    }

    [Fact]
    public async Task TakeDueAsync_from_two_stores_at_once_gives_each_message_to_one()
    {
        await using var one = await stores.CreateStoreAsync();
        await using var other = new TemporaryPostgreSqlStore(one.ConnectionString);
        await one.AppendAsync(one.NewBatch(500) with { ScheduledAt = one.Now });
        var taken = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(turn => TakeAsync(turn % 2 == 0 ? one : other))
        );
        var rest = new List<StrandedMessage>();
        while (await TakeAsync(one) is { Count: > 0 } more)
        {
            rest.AddRange(more);
        }

        var ids = taken.SelectMany(due => due).Concat(rest).Select(message => message.Id).ToList();
        Assert.Equal(500, ids.Count);
        Assert.Equal(500, ids.Distinct().Count());

        Task<IReadOnlyList<StrandedMessage>> TakeAsync(TemporaryStore store) =>
            store.Store.TakeDueAsync(60, one.Now, Cancellation);
    }

    private static async Task<HashSet<long>> ClaimAsync(
        TemporaryStore store,
        IEnumerable<long[]> chunks,
        long owner
    )
    {
        var claimed = new HashSet<long>();
        var claims = chunks
            .Select(async chunk =>
                (
                    chunk,
                    await store.Store.ClaimAsync(
                        TemporaryStore.Channel,
                        Lane.Care,
                        chunk,
                        owner,
                        Cancellation
                    )
                )
            )
            .ToArray();
        foreach (var (chunk, results) in await Task.WhenAll(claims))
        {
            claimed.UnionWith(chunk.Where((_, index) => results[index]));
        }

        return claimed;
    }

    private static async Task<ReceiptOutcome> ApplyAsync(
        TemporaryStore store,
        IEnumerable<SegmentResult> results
    )
    {
        var outcomes = await Task.WhenAll(results.Chunk(20).Select(chunk => store.ApplyAsync(chunk)));
        return new ReceiptOutcome
        {
            Submitted = outcomes.Sum(outcome => outcome.Submitted),
            Delivered = outcomes.Sum(outcome => outcome.Delivered),
        };
    }
}
