using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.Core.Numbers;
using Yixun.Data.Model;

namespace Yixun.Data.Tests.Conformance;

public abstract class NumberPlanConformance(IStoreSource stores)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PutAsync_rows_adds_them_and_replaces_those_with_the_same_prefix()
    {
        await using var store = await stores.CreateAsync();
        await store.NumberPlan.PutAsync(
            [
                new NumberSegment("1340000", Carrier.Mobile, NumberSegmentKind.Own, "上海"),
                new NumberSegment("170", Carrier.Unicom, NumberSegmentKind.Resale),
            ],
            Cancellation
        );
        await store.NumberPlan.PutAsync(
            [
                new NumberSegment("170", Carrier.Mobile, NumberSegmentKind.Own, "江苏"),
                new NumberSegment("1340000", Carrier.Telecom, NumberSegmentKind.Satellite),
                // The later one wins, in one call too.
                new NumberSegment("1340000", Carrier.Telecom, NumberSegmentKind.Resale),
            ],
            Cancellation
        );

        var rows = await store.ReadAsync(context =>
            context.NumberSegments.AsNoTracking().OrderBy(row => row.Prefix).ToListAsync(Cancellation)
        );
        Assert.Equal(
            [
                ("1340000", Carrier.Telecom, NumberSegmentKind.Resale, null),
                ("170", Carrier.Mobile, NumberSegmentKind.Own, "江苏"),
            ],
            rows.Select(row => (row.Prefix, row.Carrier, row.Kind, row.Province))
        );
        Assert.Equal(2, await RevisionAsync(store));
    }

    [Fact]
    public async Task PutAsync_more_rows_than_a_portion_raises_the_revision_with_each()
    {
        await using var store = await stores.CreateAsync();
        await store.NumberPlan.PutAsync(
            Enumerable
                .Range(1_300_000, 12_000)
                .Select(prefix => new NumberSegment($"{prefix}", Carrier.Mobile, NumberSegmentKind.Own)),
            Cancellation
        );

        Assert.Equal(
            12_000,
            await store.ReadAsync(context => context.NumberSegments.CountAsync(Cancellation))
        );
        Assert.Equal(3, await RevisionAsync(store));
    }

    [Fact]
    public async Task RemoveAsync_row_removes_it_once()
    {
        await using var store = await stores.CreateAsync();
        await store.NumberPlan.PutAsync(
            [
                new NumberSegment("134", Carrier.Mobile, NumberSegmentKind.Own),
                new NumberSegment("135", Carrier.Mobile, NumberSegmentKind.Own),
            ],
            Cancellation
        );
        Assert.True(await store.NumberPlan.RemoveAsync("134", Cancellation));
        Assert.False(await store.NumberPlan.RemoveAsync("134", Cancellation));

        var left = await store.ReadAsync(context => context.NumberSegments.SingleAsync(Cancellation));
        Assert.Equal("135", left.Prefix);
    }

    [Fact]
    public async Task PutAsync_many_at_once_in_different_orders_all_succeed()
    {
        await using var store = await stores.CreateAsync();
        NumberSegment[] rows =
        [
            .. Enumerable
                .Range(130, 60)
                .Select(prefix => new NumberSegment($"{prefix}", Carrier.Mobile, NumberSegmentKind.Own)),
        ];
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(index =>
                    Task.Run(() =>
                        store.NumberPlan.PutAsync(index % 2 == 0 ? rows : rows.Reverse(), Cancellation)
                    )
                )
        );

        Assert.Equal(60, await store.ReadAsync(context => context.NumberSegments.CountAsync(Cancellation)));
        Assert.Equal(8, await RevisionAsync(store));
    }

    private static Task<long> RevisionAsync(TemporaryStore store) =>
        store.ReadAsync(context =>
            context
                .ReferenceRevisions.Where(row => row.Name == ReferenceRevisionEntity.NumberPlan)
                .Select(row => row.Revision)
                .SingleAsync(Cancellation)
        );
}
