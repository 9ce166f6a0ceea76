using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Data.Sqlite;
using Yixun.Data.Store;
using Yixun.Data.Writing;

namespace Yixun.Data.Tests.Sqlite;

/// <summary>A disk without room: nothing new is accepted that could not be kept, and nothing accepted is lost.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task Almost_full_disk_refuses_new_messages_and_moves_accepted_ones_on()
    {
        var free = 10_000L;
        await using var store = await TemporarySqliteStore.CreateAsync(
            space: new FreeSpace("/", 1_000, _ => Volatile.Read(ref free))
        );
        var ids = await store.QueueAsync(2);
        Volatile.Write(ref free, 999);
        await RefusedAsync(store);

        Assert.All(
            await store.Store.ClaimAsync(
                TemporaryStore.Channel,
                Lane.Care,
                ids,
                TemporaryStore.Owner,
                TemporaryStore.Cancellation
            ),
            Assert.True
        );
        await store.ApplyAsync([.. ids.Select(id => Segments.Accepted(id, status: "DELIVRD"))]);
        Assert.Equal([MessageState.Delivered, MessageState.Delivered], await store.StatesAsync(ids));
        Assert.Equal(2, await store.ReadAsync(context => context.Messages.CountAsync()));

        Volatile.Write(ref free, 1_000);
        await AcceptedAsync(store);
    }

    [Fact]
    public async Task Database_that_can_not_grow_refuses_what_does_not_fit_and_keeps_the_rest()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        var before = await store.AcceptAsync(3);
        await LimitAsync(store, 1);
        var refused = store.NewBatch(5_000);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync(refused));
        Assert.Equal(3, await store.ReadAsync(context => context.Messages.CountAsync()));

        await LimitAsync(store, 1000000);
        await store.AppendAsync(refused);
        Assert.Equal(5_003, await store.ReadAsync(context => context.Messages.CountAsync()));
        Assert.Equal(
            [MessageState.Accepted, MessageState.Accepted, MessageState.Accepted],
            await store.StatesAsync(before)
        );
    }

    private static Task<int> LimitAsync(TemporarySqliteStore store, int pages) =>
        store.Writer.RunAsync(
            WriteKind.Other,
            WriteUrgency.Moving,
            0,
            statements =>
            {
                var limit = statements.Get($"PRAGMA max_page_count={pages}");
                limit.Step();
                limit.Reset();
                return 0;
            },
            TemporaryStore.Cancellation
        );

    private static async Task RefusedAsync(TemporarySqliteStore store)
    {
        // The disk is looked at once a second.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (store.Writer.HasSpace)
        {
            await Task.Delay(50, limit.Token);
        }

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync(store.NewBatch()));
    }

    private static async Task AcceptedAsync(TemporarySqliteStore store)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!store.Writer.HasSpace)
        {
            await Task.Delay(50, limit.Token);
        }

        await store.AcceptAsync();
    }
}
