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
        Assert.Equal([7, 7], message.ContentCipher);
        Assert.Equal(2, message.Segments);
        var link = await store.ReadAsync(context => context.MmsLinks.SingleAsync(Cancellation));
        Assert.Equal(
            ("tokentoken", first, batch.Id, store.Now.AddDays(1), null),
            (link.Token, link.MessageId, link.BatchId, link.ExpiresAt, link.OpenedAt)
        );
        Assert.Null((await store.MessageAsync(second)).ContentCipher);
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
        Assert.Equal([7, 7], (await store.MessageAsync(first)).ContentCipher);
        Assert.Equal(1, await store.ReadAsync(context => context.MmsLinks.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task ApplyDispatchAsync_messageTwiceInOneCall_fallsBackAsTheFirstSays()
    {
        await using var store = await stores.CreateAsync();
        var batch = Mms(store, [8]);
        await store.AppendAsync(batch);
        var id = batch.Messages[0].Id;
        var applied = await store.Store.ApplyDispatchAsync(
            Lane.Care,
            [
                Queued(id, new FallenBack("first", batch.Id, [1], 1, store.Now)),
                Queued(id, new FallenBack("second", batch.Id, [2], 2, store.Now)),
            ],
            store.Now,
            Cancellation
        );

        Assert.Equal([true, false], applied);
        Assert.Equal([1], (await store.MessageAsync(id)).ContentCipher);
        var link = await store.ReadAsync(context => context.MmsLinks.SingleAsync(Cancellation));
        Assert.Equal("first", link.Token);
    }

    [Fact]
    public async Task AppendAsync_manyAtOnce_givesEachItsOwnParts()
    {
        await using var store = await stores.CreateAsync();
        using var release = await store.HoldWriterAsync();
        NewBatch[] batches =
        [
            .. Enumerable.Range(0, 10).Select(index => Mms(store, index % 2 == 0 ? [(byte)index] : null)),
            store.NewBatch(),
        ];
        var calls = batches.Select(store.AppendAsync).ToArray();
        release.Set();
        await Task.WhenAll(calls);

        await using var context = store.CreateDbContext();
        var parts = await context.MmsParts.ToDictionaryAsync(part => part.BatchId, Cancellation);
        Assert.Equal(batches[..10].Select(batch => batch.Id).Order(), parts.Keys.Order());
        Assert.All(batches[..10], batch => Assert.Equal(batch.Mms!.Parts[0].Id, parts[batch.Id].Id));
        var fallbacks = await context.MmsFallbacks.ToDictionaryAsync(row => row.BatchId, Cancellation);
        Assert.Equal(5, fallbacks.Count);
        Assert.Equal([4], fallbacks[batches[4].Id].ContentCipher);
    }

    [Fact]
    public async Task AppendAsync_fileNameThatIsNoText_storesTheRest()
    {
        await using var store = await stores.CreateAsync();
        var batch = Mms(store, null);
        var part = batch.Mms!.Parts[0] with { Name = "a\0b\uD83D" };
        await store.AppendAsync(batch with { Mms = new NewMms([part], null) });

        var row = await store.ReadAsync(context => context.MmsParts.SingleAsync(Cancellation));
        Assert.StartsWith("a", row.Name, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], row.Cipher);
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
        Assert.Equal(default, await store.ReportAsync(Read("M1", 200)));

        Assert.Equal(100, await ReadAtAsync(store));
        Assert.Equal(MessageState.Submitted, await store.StateAsync(id));
    }

    [Fact]
    public async Task ApplyReceiptsAsync_readWithTheAnswer_isKeptThroughTheReport()
    {
        await using var store = await stores.CreateAsync();
        var id = (await store.SubmitAsync())[0];
        await store.Store.ApplyReceiptsAsync(
            [Segments.Accepted(id)],
            [Read(Segments.CarrierId(id), 100)],
            [],
            store.Now,
            Cancellation
        );
        await store.ApplyAsync(Segments.Report(id));

        Assert.Equal(100, await ReadAtAsync(store));
        Assert.Equal(MessageState.Delivered, await store.StateAsync(id));
    }

    [Fact]
    public async Task ApplyReceiptsAsync_readOfAnIdThatSeveralHave_setsAllOfThatChannel()
    {
        await using var store = await stores.CreateAsync();
        var ids = await store.SubmitAsync(3);
        await store.ApplyAsync([
            .. ids.Select(id =>
                Segments.Accepted(id) with
                {
                    CarrierId = "M1",
                    ChannelId = id == ids[2] ? "unicom-1" : TemporaryStore.Channel,
                }
            ),
        ]);
        await store.ReportAsync(Read("M1", 100));

        await using var context = store.CreateDbContext();
        var read = await context
            .MessageSegments.AsNoTracking()
            .OrderBy(segment => segment.MessageId)
            .Select(segment => segment.ReadAt)
            .ToListAsync(Cancellation);
        Assert.Equal([100, 100, null], read.Select(at => at?.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public async Task RetryParkedReportsAsync_readAndReport_applyBoth()
    {
        await using var store = await stores.CreateAsync();
        var id = (await store.SubmitAsync())[0];
        var parked = await store.ReportAsync(
            Read(Segments.CarrierId(id), 100),
            Read(Segments.CarrierId(id), 200),
            Segments.Unmatched(id)
        );
        Assert.Equal((2, 1), (parked.Parked, parked.Duplicates));
        await store.ApplyAsync(Segments.Accepted(id));
        store.Time.Advance(TimeSpan.FromSeconds(2));
        var retried = await store.Store.RetryParkedReportsAsync(
            10,
            TimeSpan.FromHours(1),
            store.Now,
            Cancellation
        );

        Assert.Equal((2, 0), retried);
        Assert.Equal(100, await ReadAtAsync(store));
        Assert.Equal(MessageState.Delivered, await store.StateAsync(id));
        Assert.Equal(0, await store.ReadAsync(context => context.ParkedReports.CountAsync(Cancellation)));
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
