using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Core.Mms;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;
using Yixun.Data.Store;

namespace Yixun.Data.Tests.Conformance;

public abstract class MmsConformance(IStoreSource stores)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AppendAsync_mms_storesItsPartsWithIt()
    {
        await using var store = await stores.CreateAsync();
        var batch = Mms(store, [8]);
        await store.AppendAsync(batch);

        var part = await store.ReadAsync(context => context.MmsParts.SingleAsync(Cancellation));
        Assert.Equal(
            (batch.Id, 1, 2, 5000, MmsPartKind.Picture, "image/png", "a.png", 3),
            (
                part.BatchId,
                part.Position,
                part.Slide,
                part.Milliseconds,
                part.Kind,
                part.ContentType,
                part.Name,
                part.Size
            )
        );
        Assert.Equal([1, 2, 3], part.Cipher);
        Assert.Equal(
            [8],
            (await store.ReadAsync(context => context.MmsFallbacks.SingleAsync(Cancellation))).ContentCipher
        );
    }

    [Fact]
    public async Task AppendAsync_repeatedClientId_storesNoPartsAgain()
    {
        await using var store = await stores.CreateAsync();
        await store.AppendAsync(Mms(store, null) with { ClientId = "a" });
        var again = await store.AppendAsync(Mms(store, null) with { ClientId = "a" });

        Assert.NotNull(again.Existing);
        Assert.Equal(1, await store.ReadAsync(context => context.MmsParts.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task ApplyDispatchAsync_fallenBack_keepsTextAndLinkAndIsNoMmsAnyMore()
    {
        await using var store = await stores.CreateAsync();
        var batch = Mms(store, [8], messages: 2);
        await store.AppendAsync(batch);
        var (first, second) = (batch.Messages[0].Id, batch.Messages[1].Id);
        await store.Store.ApplyDispatchAsync(
            Lane.Care,
            [
                Queued(first, new FallenBack("tokentoken", batch.Id, [7, 7], 2, store.Now.AddDays(1))),
                Queued(second, null),
            ],
            store.Now,
            Cancellation
        );

        var message = await store.MessageAsync(first);
        Assert.Equal(([7, 7], 2), (message.ContentCipher!, message.Segments));
        var link = await store.ReadAsync(context => context.MmsLinks.SingleAsync(Cancellation));
        Assert.Equal(("tokentoken", first, batch.Id), (link.Token, link.MessageId, link.BatchId));
        var stranded = await store.Store.ReadQueuedAsync(TemporaryStore.Channel, 0, 10, Cancellation);
        Assert.Equal([ChannelKind.Sms, ChannelKind.Mms], stranded.Select(row => row.Kind));

        // Decided before: neither text nor link changes.
        var late = await store.Store.ApplyDispatchAsync(
            Lane.Care,
            [Queued(first, new FallenBack("othertoken", batch.Id, [6], 1, store.Now))],
            store.Now,
            Cancellation
        );
        Assert.False(late[0]);
        Assert.Equal(1, await store.ReadAsync(context => context.MmsLinks.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task ApplyReceiptsAsync_read_setsTheFirstTimeAndNoState()
    {
        await using var store = await stores.CreateAsync();
        var id = (await store.SubmitAsync())[0];
        await store.ApplyAsync(
            new SegmentResult(id, 1, 1, TemporaryStore.Channel, SubmitAnswer.Accepted, "M1", null, 5, null, 0)
        );
        await store.ReportAsync(Read("M1", 100));
        await store.ReportAsync(Read("M1", 200));

        Assert.Equal(100, await ReadAtAsync(store));
        Assert.Equal(MessageState.Submitted, await store.StateAsync(id));
    }

    [Fact]
    public async Task ApplyReceiptsAsync_readBeforeTheAnswer_isMatchedLater()
    {
        await using var store = await stores.CreateAsync();
        var id = (await store.SubmitAsync())[0];
        Assert.Equal(1, (await store.ReportAsync(Read("M1", 100))).Parked);
        await store.ApplyAsync(
            new SegmentResult(id, 1, 1, TemporaryStore.Channel, SubmitAnswer.Accepted, "M1", null, 5, null, 0)
        );
        store.Time.Advance(TimeSpan.FromSeconds(2));
        var retried = await store.Store.RetryParkedReportsAsync(
            10,
            TimeSpan.FromHours(1),
            store.Now,
            Cancellation
        );

        Assert.Equal((1, 0), retried);
        Assert.Equal(100, await ReadAtAsync(store));
    }

    private static async Task<long?> ReadAtAsync(TemporaryStore store) =>
        (
            await store.ReadAsync(context => context.MessageSegments.AsNoTracking().SingleAsync(Cancellation))
        ).ReadAt?.ToUnixTimeMilliseconds();

    private static CarrierReportResult Read(string carrierId, long at) =>
        new(TemporaryStore.Channel, carrierId, CarrierReportResult.Read, at);

    private static DispatchUpdate Queued(long id, FallenBack? fallenBack) =>
        new(id, MessageState.Queued, Carrier.Unicom, TemporaryStore.Channel, null, "trace", null, fallenBack);

    private static NewBatch Mms(TemporaryStore store, byte[]? fallback, int messages = 1) =>
        store.NewBatch(messages) with
        {
            Kind = ChannelKind.Mms,
            Mms = new NewMms(
                [
                    new NewMmsPart(
                        store.Ids.Next(),
                        1,
                        2,
                        5000,
                        MmsPartKind.Picture,
                        "image/png",
                        "a.png",
                        3,
                        [0],
                        [1, 2, 3]
                    ),
                ],
                fallback
            ),
        };
}
