using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Data.PostgreSql;
using Yixun.Data.Server;
using Yixun.Data.Store;

namespace Yixun.Data.Tests.PostgreSql;

/// <summary>The server goes away, in order or not, and comes back.</summary>
public sealed class OutageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_killed_under_load_keeps_what_was_accepted_whole_and_nothing_else()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using var store = await CreateAsync(server, TimeSpan.FromSeconds(60));
        var accepted = new ConcurrentDictionary<long, NewBatch>();
        var claimed = new ConcurrentBag<long>();
        using var stop = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 6).Select(_ => Task.Run(CallAsync, Cancellation)).ToArray();
        for (var kill = 0; kill < 3; kill++)
        {
            await UntilMoreAsync(accepted, 30);
            await server.KillAsync();
            await Task.Delay(300, Cancellation);
            await server.StartAgainAsync();
            await UntilMoreAsync(accepted, 30);
        }

        await stop.CancelAsync();
        await Task.WhenAll(callers);
        await using var context = store.CreateDbContext();
        var batches = await context.Batches.ToDictionaryAsync(batch => batch.Id, Cancellation);
        var messages = (await context.Messages.AsNoTracking().ToListAsync(Cancellation)).ToLookup(message =>
            message.BatchId
        );
        Assert.All(accepted.Keys, id => Assert.True(batches.ContainsKey(id), $"{id} was accepted"));
        // Every batch with all of its messages, and no message without its batch; a call that failed left nothing.
        Assert.Equal(accepted.Count, batches.Count);
        Assert.All(batches.Values, batch => Assert.Equal(batch.MessageCount, messages[batch.Id].Count()));
        Assert.All(messages, group => Assert.True(batches.ContainsKey(group.Key)));
        var states = messages.SelectMany(group => group).ToDictionary(message => message.Id);
        Assert.NotEmpty(claimed);
        Assert.All(claimed, id => Assert.Equal(MessageState.Submitting, states[id].State));
        Assert.Equal(claimed.Count, states.Values.Count(message => message.State == MessageState.Submitting));

        async Task CallAsync()
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    var batch = store.NewBatch(20);
                    await store.AppendAsync(batch);
                    accepted[batch.Id] = batch;
                    var ids = batch.Messages.Select(message => message.Id).ToArray();
                    Assert.All(await store.DispatchAsync(MessageState.Queued, ids), Assert.True);
                    var claims = await store.Store.ClaimAsync(
                        TemporaryStore.Channel,
                        Lane.Care,
                        ids,
                        TemporaryStore.Owner,
                        CancellationToken.None
                    );
                    Assert.All(claims, Assert.True);
                    Array.ForEach(ids, claimed.Add);
                }
                catch (StoreUnavailableException)
                {
                    await Task.Delay(50, CancellationToken.None);
                }
            }
        }
    }

    [Fact]
    public async Task Server_away_refuses_at_once_what_is_new_and_goes_on_with_what_waits()
    {
        await using var server = await PostgreSqlServer.StartAsync("fsync=off");
        await using var store = await CreateAsync(server, TimeSpan.FromSeconds(60));
        var ids = await store.SubmitAsync(2);
        await server.StopAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync(store.NewBatch()));
        Assert.NotNull(store.Writers.Outage);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync(store.NewBatch()));
        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            store.Store.ClaimAsync(TemporaryStore.Channel, Lane.Care, ids, 1, Cancellation)
        );
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.StateAsync(ids[0]));
        var waiting = store.ApplyAsync([.. ids.Select(id => Segments.Accepted(id))]);
        await Task.Delay(500, Cancellation);
        Assert.False(waiting.IsCompleted);

        await server.StartAgainAsync();
        Assert.Equal(2, (await waiting).Submitted);
        Assert.Null(store.Writers.Outage);
        await store.AcceptAsync();
        Assert.Equal(3, await store.ReadAsync(context => context.Messages.CountAsync(Cancellation)));
        Assert.Equal(0, store.Writers.WaitingRows);
    }

    [Fact]
    public async Task Server_away_for_long_fails_what_waited_and_a_store_can_be_closed()
    {
        await using var server = await PostgreSqlServer.StartAsync("fsync=off");
        await using var store = await CreateAsync(server, TimeSpan.FromMilliseconds(300));
        var ids = await store.SubmitAsync(2);
        await server.StopAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            store.ApplyAsync(Segments.Accepted(ids[0]))
        );

        await using var patient = new TemporaryPostgreSqlStore(Options(server, TimeSpan.FromMinutes(9)));
        var waiting = patient.ApplyAsync(Segments.Accepted(ids[0]));
        await patient.Writers.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => waiting);
        Assert.Equal(0, patient.Writers.WaitingRows);
    }

    private static async Task<TemporaryPostgreSqlStore> CreateAsync(PostgreSqlServer server, TimeSpan wait)
    {
        await server.ExecuteAsync("CREATE DATABASE yixun");
        var options = Options(server, wait);
        using (var database = new PostgreSqlDatabase(options))
        {
            await database.MigrateAsync(Cancellation);
        }

        return new TemporaryPostgreSqlStore(options);
    }

    private static ServerStoreOptions Options(PostgreSqlServer server, TimeSpan wait) =>
        new()
        {
            ConnectionString = server.ConnectionString("yixun"),
            WriterConnections = 3,
            OutageWait = wait,
        };

    private static async Task UntilMoreAsync(ConcurrentDictionary<long, NewBatch> accepted, int more)
    {
        var before = accepted.Count;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (accepted.Count < before + more)
        {
            await Task.Delay(20, limit.Token);
        }
    }
}
