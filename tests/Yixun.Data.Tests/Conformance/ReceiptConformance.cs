using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Data.Store;

namespace Yixun.Data.Tests.Conformance;

public abstract class ReceiptConformance(IStoreSource stores)
{
    [Fact]
    public async Task RetryParkedReportsAsync_several_of_one_segment_apply_the_earliest()
    {
        await using var store = await stores.CreateAsync();
        var id = (await store.SubmitAsync())[0];
        await store.ReportAsync(
            Segments.Unmatched(id) with
            {
                At = Segments.ReportedAt + 1,
            },
            Segments.Unmatched(id, "UNDELIV")
        );
        await store.ApplyAsync(Segments.Accepted(id));
        store.Time.Advance(TimeSpan.FromSeconds(2));
        await store.Store.RetryParkedReportsAsync(10, TimeSpan.FromHours(1), store.Now, Cancellation);

        var message = await store.MessageAsync(id);
        Assert.Equal((MessageState.Failed, "UNDELIV"), (message.State, message.Reason));
    }

    private static readonly Lane[] AtLeastOnce = [Lane.Critical];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ApplyReceiptsAsync_accepted_then_delivered_keeps_both_times()
    {
        await using var store = await stores.CreateAsync();
        var id = (await store.SubmitAsync())[0];
        Assert.Equal(new ReceiptOutcome { Submitted = 1 }, await store.ApplyAsync(Segments.Accepted(id)));
        var submitted = await store.MessageAsync(id);
        Assert.Equal(
            (MessageState.Submitted, Segments.AnsweredAt, (long?)null),
            (submitted.State, submitted.SubmittedAt!.Value.ToUnixTimeMilliseconds(), submitted.Owner)
        );
        Assert.Equal(new ReceiptOutcome { Delivered = 1 }, await store.ApplyAsync(Segments.Report(id)));
        var delivered = await store.MessageAsync(id);
        Assert.Equal(
            (MessageState.Delivered, Segments.AnsweredAt, Segments.ReportedAt),
            (
                delivered.State,
                delivered.SubmittedAt!.Value.ToUnixTimeMilliseconds(),
                delivered.FinalAt!.Value.ToUnixTimeMilliseconds()
            )
        );
        var segment = await store.ReadAsync(context => context.MessageSegments.SingleAsync(Cancellation));
        Assert.Equal(
            (TemporaryStore.Channel, Segments.CarrierId(id), "DELIVRD", 1),
            (segment.ChannelId, segment.CarrierId, segment.Status, segment.Total)
        );
    }

    [Fact]
    public async Task ApplyReceiptsAsync_answer_with_report_moves_at_once()
    {
        await using var store = await stores.CreateAsync();
        var ids = await store.SubmitAsync(2);
        var outcome = await store.ApplyAsync(
            Segments.Accepted(ids[0], status: "DELIVRD"),
            Segments.Accepted(ids[1], status: "UNDELIV")
        );
        Assert.Equal(
            new ReceiptOutcome
            {
                Submitted = 2,
                Delivered = 1,
                Failed = 1,
            },
            outcome
        );
        Assert.Equal([MessageState.Delivered, MessageState.Failed], await store.StatesAsync(ids));
        Assert.Equal("UNDELIV", (await store.MessageAsync(ids[1])).Reason);
    }

    [Fact]
    public async Task ApplyReceiptsAsync_refused_fails_with_the_code()
    {
        await using var store = await stores.CreateAsync();
        var id = (await store.SubmitAsync())[0];
        Assert.Equal(new ReceiptOutcome { Failed = 1 }, await store.ApplyAsync(Segments.Refused(id)));
        var failed = await store.MessageAsync(id);
        Assert.Equal((MessageState.Failed, "SUBMIT:13"), (failed.State, failed.Reason));
        Assert.Equal(Segments.AnsweredAt, failed.FinalAt!.Value.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task ApplyReceiptsAsync_long_message_is_delivered_when_its_last_segment_is()
    {
        await using var store = await stores.CreateAsync();
        var id = (await store.SubmitAsync())[0];
        Assert.Equal(
            default,
            await store.ApplyAsync(Segments.Accepted(id, 2, 3), Segments.Accepted(id, 1, 3))
        );
        Assert.Equal(MessageState.Submitting, await store.StateAsync(id));
        Assert.Equal(
            new ReceiptOutcome { Submitted = 1 },
            await store.ApplyAsync(Segments.Accepted(id, 3, 3, "DELIVRD"))
        );
        await store.ApplyAsync(Segments.Report(id, segment: 1, segments: 3));
        Assert.Equal(MessageState.Submitted, await store.StateAsync(id));
        // A message is counted as submitted once.
        Assert.Equal(
            new ReceiptOutcome { Delivered = 1 },
            await store.ApplyAsync(Segments.Report(id, segment: 2, segments: 3))
        );
        Assert.Equal(MessageState.Delivered, await store.StateAsync(id));
    }

    [Fact]
    public async Task ApplyReceiptsAsync_long_message_fails_when_one_segment_does()
    {
        await using var store = await stores.CreateAsync();
        var ids = await store.SubmitAsync(2);
        await store.ApplyAsync(
            Segments.Accepted(ids[0], 1, 2, "DELIVRD"),
            Segments.Accepted(ids[0], 2, 2),
            Segments.Accepted(ids[1], 1, 2),
            Segments.Refused(ids[1], 2, 2)
        );
        await store.ApplyAsync(Segments.Report(ids[0], "UNDELIV", 2, 2));
        Assert.Equal([MessageState.Failed, MessageState.Failed], await store.StatesAsync(ids));
        Assert.Equal("UNDELIV", (await store.MessageAsync(ids[0])).Reason);
        Assert.Equal("SUBMIT:13", (await store.MessageAsync(ids[1])).Reason);
    }

    [Fact]
    public async Task ApplyReceiptsAsync_long_message_refused_by_ourselves_fails_and_is_not_in_doubt()
    {
        await using var store = await stores.CreateAsync();
        var id = (await store.SubmitAsync())[0];
        await store.ApplyAsync(
            Segments.Refused(id, 1, 2, MessageReasons.ContentNotEncodable),
            Segments.Refused(id, 2, 2, MessageReasons.ContentNotEncodable)
        );
        var failed = await store.MessageAsync(id);
        Assert.Equal(
            (MessageState.Failed, MessageReasons.ContentNotEncodable),
            (failed.State, failed.Reason)
        );
    }

    [Fact]
    public async Task ApplyReceiptsAsync_long_message_with_a_lost_answer_is_uncertain()
    {
        await using var store = await stores.CreateAsync();
        var id = (await store.SubmitAsync())[0];
        await store.ApplyAsync(Segments.Accepted(id, 1, 2, "DELIVRD"));
        Assert.Equal(
            new ReceiptOutcome { Uncertain = 1 },
            await store.ApplyAsync(Segments.Uncertain(id, 2, 2))
        );
        var uncertain = await store.MessageAsync(id);
        Assert.Equal((MessageState.Uncertain, MessageReasons.LinkLost), (uncertain.State, uncertain.Reason));
    }

    [Theory]
    [InlineData("DELIVRD", MessageState.Delivered)]
    [InlineData("EXPIRED", MessageState.Failed)]
    public async Task ApplyReceiptsAsync_report_before_its_answer_is_parked_and_matched(
        string status,
        MessageState expected
    )
    {
        await using var store = await stores.CreateAsync();
        var ids = await store.SubmitAsync(2);
        // One that the daemon could name, one that it could not.
        var outcome = await store.Store.ApplyReceiptsAsync(
            [Segments.Report(ids[0], status)],
            [Segments.Unmatched(ids[1], status)],
            [],
            store.Now,
            Cancellation
        );
        Assert.Equal(new ReceiptOutcome { Parked = 2 }, outcome);
        await store.ApplyAsync(Segments.Accepted(ids[0]), Segments.Accepted(ids[1]));
        Assert.Equal((0, 0), await RetryAsync(store));
        store.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((2, 0), await RetryAsync(store));
        Assert.Equal([expected, expected], await store.StatesAsync(ids));
        Assert.Equal(0, await store.ReadAsync(context => context.ParkedReports.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task RetryParkedReportsAsync_waits_longer_each_time_and_gives_up()
    {
        await using var store = await stores.CreateAsync();
        await store.ReportAsync(Segments.Unmatched(1));
        store.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((0, 0), await RetryAsync(store));
        var parked = await store.ReadAsync(context => context.ParkedReports.SingleAsync(Cancellation));
        Assert.Equal((1, store.Now.AddSeconds(2)), (parked.Tries, parked.NextTryAt));
        store.Time.Advance(TimeSpan.FromSeconds(2));
        await RetryAsync(store);
        parked = await store.ReadAsync(context => context.ParkedReports.SingleAsync(Cancellation));
        Assert.Equal((2, store.Now.AddSeconds(4)), (parked.Tries, parked.NextTryAt));
        store.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal((0, 1), await RetryAsync(store));
        Assert.Equal(0, await store.ReadAsync(context => context.ParkedReports.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task ApplyReceiptsAsync_same_report_again_changes_nothing()
    {
        await using var store = await stores.CreateAsync();
        var id = (await store.SubmitAsync())[0];
        await store.ApplyAsync(Segments.Accepted(id, status: "DELIVRD"));
        var outcome = await store.Store.ApplyReceiptsAsync(
            [Segments.Report(id), Segments.Report(id, "UNDELIV")],
            [Segments.Unmatched(id), Segments.Unmatched(id, "UNDELIV")],
            [],
            store.Now,
            Cancellation
        );
        Assert.Equal(new ReceiptOutcome { Duplicates = 4 }, outcome);
        Assert.Equal(MessageState.Delivered, await store.StateAsync(id));
    }

    [Fact]
    public async Task ApplyReceiptsAsync_same_parked_report_again_is_a_duplicate()
    {
        await using var store = await stores.CreateAsync();
        var outcome = await store.ReportAsync(Segments.Unmatched(1), Segments.Unmatched(1));
        Assert.Equal(new ReceiptOutcome { Parked = 1, Duplicates = 1 }, outcome);
    }

    [Fact]
    public async Task ApplyReceiptsAsync_same_answer_again_brings_a_new_report_in()
    {
        await using var store = await stores.CreateAsync();
        var id = (await store.SubmitAsync())[0];
        await store.ApplyAsync(Segments.Accepted(id));
        Assert.Equal(
            default,
            await store.ApplyAsync(Segments.Accepted(id), Segments.Refused(id), Segments.Uncertain(id))
        );
        Assert.Equal(MessageState.Submitted, await store.StateAsync(id));
        Assert.Equal(
            new ReceiptOutcome { Delivered = 1 },
            await store.ApplyAsync(Segments.Accepted(id, status: "DELIVRD"))
        );
        Assert.Equal(MessageState.Delivered, await store.StateAsync(id));
    }

    [Theory]
    [InlineData("DELIVRD", MessageState.Delivered)]
    [InlineData("UNDELIV", MessageState.Failed)]
    public async Task ApplyReceiptsAsync_late_report_settles_unknown(string status, MessageState expected)
    {
        await using var store = await stores.CreateAsync();
        var id = (await store.SubmitAsync())[0];
        await store.ApplyAsync(Segments.Accepted(id));
        store.Time.Advance(TimeSpan.FromHours(80));
        await store.Store.MarkUnknownAsync(store.Now, 10, store.Now, Cancellation);
        await store.ReportAsync(Segments.Unmatched(id, status));
        Assert.Equal(expected, await store.StateAsync(id));
    }

    [Fact]
    public async Task ApplyReceiptsAsync_answer_and_report_after_uncertain_settle_it()
    {
        await using var store = await stores.CreateAsync();
        var ids = await store.SubmitAsync(2, owner: 99);
        await store.Store.RecoverClaimsAsync([], othersToo: true, store.Now, Cancellation);
        Assert.Equal([MessageState.Uncertain, MessageState.Uncertain], await store.StatesAsync(ids));
        await store.ApplyAsync(Segments.Accepted(ids[0]), Segments.Accepted(ids[1], status: "DELIVRD"));
        Assert.Equal([MessageState.Submitted, MessageState.Delivered], await store.StatesAsync(ids));
        var submitted = await store.MessageAsync(ids[0]);
        Assert.Equal((null, null), (submitted.Reason, submitted.FinalAt));
    }

    [Fact]
    public async Task ApplyReceiptsAsync_intermediate_status_is_ignored()
    {
        await using var store = await stores.CreateAsync();
        var ids = await store.SubmitAsync(2);
        await store.ApplyAsync(Segments.Accepted(ids[0], status: "ACCEPTD"), Segments.Accepted(ids[1]));
        await store.ApplyAsync(Segments.Report(ids[1], "ACCEPTD"));
        var outcome = await store.ReportAsync(
            Segments.Unmatched(ids[1], "ACCEPTD"),
            Segments.Unmatched(1, "ACCEPTD")
        );
        Assert.Equal(default, outcome);
        Assert.Equal([MessageState.Submitted, MessageState.Submitted], await store.StatesAsync(ids));
        await store.ApplyAsync(Segments.Report(ids[0]), Segments.Report(ids[1]));
        Assert.Equal([MessageState.Delivered, MessageState.Delivered], await store.StatesAsync(ids));
    }

    [Fact]
    public async Task ApplyReceiptsAsync_carrier_id_used_before_means_the_newest_message()
    {
        await using var store = await stores.CreateAsync();
        var ids = await store.SubmitAsync(2);
        // Carrier ids carry no year.
        await store.ApplyAsync(
            Segments.Accepted(ids[1]) with
            {
                CarrierId = "1123080000000001",
            },
            Segments.Accepted(ids[0]) with
            {
                CarrierId = "1123080000000001",
            }
        );
        await store.ReportAsync(
            new CarrierReportResult(TemporaryStore.Channel, "1123080000000001", "DELIVRD", 1)
        );
        Assert.Equal([MessageState.Submitted, MessageState.Delivered], await store.StatesAsync(ids));
    }

    [Fact]
    public async Task ApplyReceiptsAsync_report_on_another_channel_never_matches()
    {
        await using var store = await stores.CreateAsync();
        var id = (await store.SubmitAsync())[0];
        await store.ApplyAsync(Segments.Accepted(id));
        Assert.Equal(
            new ReceiptOutcome { Parked = 1 },
            await store.ReportAsync(Segments.Unmatched(id, channel: "unicom-1"))
        );
        store.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((0, 0), await RetryAsync(store));
        Assert.Equal(MessageState.Submitted, await store.StateAsync(id));
    }

    [Fact]
    public async Task ApplyReceiptsAsync_uncertain_goes_back_only_in_lanes_at_least_once()
    {
        await using var store = await stores.CreateAsync();
        var urgent = (await store.SubmitAsync(lane: Lane.Critical))[0];
        var plain = (await store.SubmitAsync())[0];
        var outcome = await store.Store.ApplyReceiptsAsync(
            [Segments.Uncertain(urgent), Segments.Uncertain(plain)],
            [],
            AtLeastOnce,
            store.Now,
            Cancellation
        );
        Assert.Equal(new ReceiptOutcome { Uncertain = 1 }, outcome);
        Assert.Equal([MessageState.Queued, MessageState.Uncertain], await store.StatesAsync([urgent, plain]));
        Assert.Equal(
            (bool[])[true],
            await store.Store.ClaimAsync(TemporaryStore.Channel, Lane.Care, [urgent], 5, Cancellation)
        );

        // The chunk comes a second time, while the second try is on the wire.
        await store.Store.ApplyReceiptsAsync(
            [Segments.Uncertain(urgent)],
            [],
            AtLeastOnce,
            store.Now,
            Cancellation
        );
        Assert.Equal(MessageState.Submitting, await store.StateAsync(urgent));
        // The second try fails as the first did.
        await store.Store.ApplyReceiptsAsync(
            [Segments.Uncertain(urgent, at: Segments.AnsweredAt + 9)],
            [],
            AtLeastOnce,
            store.Now,
            Cancellation
        );
        Assert.Equal(MessageState.Queued, await store.StateAsync(urgent));
    }

    [Fact]
    public async Task ApplyReceiptsAsync_long_message_sent_again_is_not_queued_by_reports_of_the_first_time()
    {
        await using var store = await stores.CreateAsync();
        var id = (await store.SubmitAsync(lane: Lane.Critical))[0];
        await ApplyUrgentAsync(store, Segments.Accepted(id, 1, 2), Segments.Uncertain(id, 2, 2));
        Assert.Equal(MessageState.Queued, await store.StateAsync(id));
        await store.Store.ClaimAsync(TemporaryStore.Channel, Lane.Care, [id], 5, Cancellation);
        await ApplyUrgentAsync(store, Segments.Report(id, segment: 1, segments: 2));
        Assert.Equal(MessageState.Submitting, await store.StateAsync(id));
        await ApplyUrgentAsync(store, Segments.Accepted(id, 1, 2), Segments.Accepted(id, 2, 2));
        Assert.Equal(MessageState.Submitted, await store.StateAsync(id));
    }

    [Fact]
    public async Task ApplyReceiptsAsync_message_sent_again_after_its_answer_came_late_still_ends()
    {
        await using var store = await stores.CreateAsync();
        var ids = await store.SubmitAsync(3, Lane.Critical, owner: 99);
        // The daemon died; its answers stood in the queue.
        await store.Store.RecoverClaimsAsync(AtLeastOnce, othersToo: true, store.Now, Cancellation);
        await ApplyUrgentAsync(
            store,
            Segments.Accepted(ids[0]),
            Segments.Accepted(ids[1], status: "DELIVRD"),
            Segments.Accepted(ids[2])
        );
        Assert.All(await store.StatesAsync(ids), state => Assert.Equal(MessageState.Queued, state));
        await store.Store.ClaimAsync(TemporaryStore.Channel, Lane.Care, ids, 5, Cancellation);
        await ApplyUrgentAsync(
            store,
            Segments.Accepted(ids[0]) with
            {
                CarrierId = "second-1",
            },
            Segments.Accepted(ids[1]) with
            {
                CarrierId = "second-2",
            },
            Segments.Refused(ids[2])
        );
        Assert.Equal(
            [MessageState.Submitted, MessageState.Delivered, MessageState.Submitted],
            await store.StatesAsync(ids)
        );
    }

    [Fact]
    public async Task ApplyReceiptsAsync_recalled_message_stays_cancelled()
    {
        await using var store = await stores.CreateAsync();
        var batch = store.NewBatch();
        await store.AppendAsync(batch);
        await store.Store.RecallAsync(batch.Id, store.Now, Cancellation);
        await store.ApplyAsync(Segments.Accepted(batch.Messages[0].Id, status: "DELIVRD"));
        Assert.Equal(MessageState.Cancelled, await store.StateAsync(batch.Messages[0].Id));
    }

    private static Task<ReceiptOutcome> ApplyUrgentAsync(
        TemporaryStore store,
        params SegmentResult[] results
    ) => store.Store.ApplyReceiptsAsync(results, [], AtLeastOnce, store.Now, Cancellation);

    private static Task<(int Matched, int GivenUp)> RetryAsync(TemporaryStore store) =>
        store.Store.RetryParkedReportsAsync(100, TimeSpan.FromHours(1), store.Now, Cancellation);
}
