using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Yixun.Data.Leases;

namespace Yixun.Data.Tests.Conformance;

public abstract class LeaseStoreConformance(IStoreSource stores)
{
    private static readonly TimeSpan Term = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TryTakeAsync_second_holder_waits_until_the_first_expires()
    {
        await using var store = await stores.CreateAsync();
        Assert.True(await Take(store, 1));
        Assert.False(await Take(store, 2));
        store.Time.Advance(Term - TimeSpan.FromMilliseconds(1));
        Assert.False(await Take(store, 2));
        store.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await Take(store, 2));
        Assert.False(await Take(store, 1));
    }

    [Fact]
    public async Task TryTakeAsync_renewed_lasts_from_the_renewal()
    {
        await using var store = await stores.CreateAsync();
        await Take(store, 1);
        store.Time.Advance(Term / 2);
        Assert.True(await Take(store, 1));
        store.Time.Advance(Term / 2);
        Assert.False(await Take(store, 2));
    }

    [Fact]
    public async Task GiveBackAsync_frees_it_for_others_but_only_by_its_holder()
    {
        await using var store = await stores.CreateAsync();
        await Take(store, 1);
        await store.Leases.GiveBackAsync("timer:x", 2, Cancellation);
        Assert.False(await Take(store, 2));
        await store.Leases.GiveBackAsync("timer:x", 1, Cancellation);
        Assert.True(await Take(store, 2));
        await store.Leases.GiveBackAsync("timer:missing", 1, Cancellation);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TryTakeAsync_many_at_once_one_wins(bool expiredBefore)
    {
        await using var store = await stores.CreateAsync();
        for (var round = 0; round < 10; round++)
        {
            var name = $"timer:{round}";
            if (expiredBefore)
            {
                await store.Leases.TryTakeAsync(name, 999, TimeSpan.Zero, Cancellation);
            }

            var takes = await Task.WhenAll(
                Enumerable
                    .Range(1, 8)
                    .Select(token =>
                        Task.Run(
                            () => store.Leases.TryTakeAsync(name, token, Term, Cancellation),
                            Cancellation
                        )
                    )
            );
            Assert.Single(takes, taken => taken);
        }
    }

    [Fact]
    public async Task TakeNodeAsync_gives_the_lowest_free_number()
    {
        await using var store = await stores.CreateAsync();
        Assert.Equal(0, await store.Leases.TakeNodeAsync(1, Term, Cancellation));
        Assert.Equal(1, await store.Leases.TakeNodeAsync(2, Term * 3, Cancellation));
        store.Time.Advance(Term);
        Assert.Equal(0, await store.Leases.TakeNodeAsync(3, Term, Cancellation));
        Assert.Equal(2, await store.Leases.TakeNodeAsync(4, Term, Cancellation));
    }

    [Fact]
    public async Task EndAllAsync_leaves_no_lease()
    {
        await using var store = await stores.CreateAsync();
        await Take(store, 1);
        await store.Leases.EndAllAsync(Cancellation);
        Assert.True(await Take(store, 2));
    }

    [Fact]
    public async Task NodeLease_is_held_as_long_as_it_is_renewed()
    {
        await using var store = await stores.CreateAsync();
        using var lease = new NodeLease(store.Leases, store.Time, NullLogger<NodeLease>.Instance);
        Assert.Equal((-1, false), (lease.Node, lease.IsHeld));
        await lease.TakeAsync(Cancellation);
        Assert.Equal((0, true), (lease.Node, lease.IsHeld));
        await lease.StartAsync(Cancellation);
        for (var tick = 0; tick < 6; tick++)
        {
            var renewed = store.Now + TimeSpan.FromSeconds(10) + Term;
            store.Time.Advance(TimeSpan.FromSeconds(10));
            await UntilAsync(async () => await ExpiryAsync(store) == renewed);
            Assert.True(lease.IsHeld);
        }

        await lease.StopAsync(Cancellation);
        store.Time.Advance(TimeSpan.FromSeconds(23));
        Assert.True(lease.IsHeld);
        // It counts itself out before another may take it.
        store.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(lease.IsHeld);
        Assert.False(await store.Leases.TryTakeAsync(LeaseStore.NodeName(0), 5, Term, Cancellation));
    }

    [Fact]
    public async Task NodeLease_given_back_can_be_taken_at_once()
    {
        await using var store = await stores.CreateAsync();
        using var lease = new NodeLease(store.Leases, store.Time, NullLogger<NodeLease>.Instance);
        await lease.TakeAsync(Cancellation);
        await lease.GiveBackAsync(Cancellation);
        Assert.Equal(0, await store.Leases.TakeNodeAsync(5, Term, Cancellation));
    }

    private static Task<bool> Take(TemporaryStore store, long token) =>
        store.Leases.TryTakeAsync("timer:x", token, Term, Cancellation);

    private static Task<DateTimeOffset> ExpiryAsync(TemporaryStore store) =>
        store.ReadAsync(context => context.Leases.Select(lease => lease.ExpiresAt).SingleAsync(Cancellation));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!await condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
