using Xunit;
using Yixun.Core.Messages;
using Yixun.Core.Mms;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;
using Yixun.Data.Store;

namespace Yixun.Data.Tests.Conformance;

/// <summary>Calls every method of a store so that each of its statements is run.</summary>
internal static class EveryStatement
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task UseAsync(TemporaryStore store)
    {
        var batch = store.NewBatch(4) with { ClientId = "c" };
        batch = batch with
        {
            Messages = [.. batch.Messages.Select((m, i) => m with { ClientId = $"{i}", Digest = [1] })],
        };
        await store.AppendAsync(batch);
        await store.AppendAsync(batch with { Id = 1 });
        var ids = batch.Messages.Select(message => message.Id).ToArray();
        await store.DispatchAsync(MessageState.Queued, ids);
        await store.Store.ClaimAsync(TemporaryStore.Channel, Lane.Care, ids, 1, Cancellation);
        await store.Store.ReleaseAsync(ids[..1], 1, Cancellation);
        await store.Store.ExpireAsync(ids[..1], store.Now, Cancellation);
        await store.Store.BlockAsync(ids[..1], MessageReasons.OptOut, store.Now, Cancellation);
        await store.Store.FailAsync(ids[..1], MessageReasons.Unreadable, store.Now, Cancellation);
        await store.Store.ApplyReceiptsAsync(
            [
                Segments.Accepted(ids[1]),
                Segments.Accepted(ids[1]),
                Segments.Report(ids[1]),
                Segments.Report(77),
                Segments.Accepted(ids[2], 1, 2),
                Segments.Uncertain(ids[2], 2, 2),
                Segments.Refused(ids[3]),
                Segments.Uncertain((await store.SubmitAsync())[0]),
            ],
            [
                Segments.Unmatched(ids[1]),
                Segments.Unmatched(78),
                Segments.Unmatched(ids[1], CarrierReportResult.Read),
                Segments.Unmatched(79, CarrierReportResult.Read),
            ],
            [Lane.Critical, Lane.Otp],
            store.Now,
            Cancellation
        );
        await store.Store.RetryParkedReportsAsync(
            10,
            TimeSpan.FromHours(1),
            store.Now.AddMinutes(1),
            Cancellation
        );
        await store.Store.RetryParkedReportsAsync(10, TimeSpan.Zero, store.Now.AddDays(1), Cancellation);
        var scheduled = store.NewBatch() with { ScheduledAt = store.Now };
        await store.AppendAsync(scheduled);
        await store.Store.TakeDueAsync(10, store.Now, Cancellation);
        await store.Store.RecallAsync(scheduled.Id, store.Now, Cancellation);
        await store.Store.ReassignAsync(
            TemporaryStore.Channel,
            [new Reassignment(ids[0], "unicom-1", "trace")],
            Cancellation
        );
        await store.Store.ReadQueuedAsync(TemporaryStore.Channel, 0, 10, Cancellation);
        await store.Store.ReadStrandedAsync(MessageState.Queued, 0, store.Now, 10, Cancellation);
        await store.Store.RecoverClaimsAsync([Lane.Critical], othersToo: true, store.Now, Cancellation);
        await store.Store.MarkUnknownAsync(store.Now, 10, store.Now, Cancellation);
        await UseMmsAsync(store);
    }

    private static async Task UseMmsAsync(TemporaryStore store)
    {
        var part = new NewMmsPart(
            store.Ids.Next(),
            1,
            1,
            0,
            MmsPartKind.Text,
            "text/plain",
            null,
            1,
            [1],
            [1]
        );
        var batch = store.NewBatch() with { Kind = ChannelKind.Mms, Mms = new NewMms([part], [1]) };
        await store.AppendAsync(batch);
        await store.Store.ApplyDispatchAsync(
            Lane.Care,
            [
                new DispatchUpdate(
                    batch.Messages[0].Id,
                    MessageState.Queued,
                    Carrier.Unicom,
                    TemporaryStore.Channel,
                    null,
                    null,
                    null,
                    new FallenBack("token", batch.Id, [1], 1, store.Now)
                ),
            ],
            store.Now,
            Cancellation
        );
    }
}
