using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.Carriers.Links;
using Yixun.Core.Messages;
using Yixun.Data.Store;
using Yixun.Messaging;

namespace Yixun.CarrierDaemon.Tests.Channels;

public sealed class ChannelPumpTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private static readonly string Long = new('长', 150);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pump_under_load_never_claims_more_than_the_window()
    {
        await using var session = await PumpSession.StartAsync();
        session.ApplyReceipts();
        await Task.WhenAll(
            session.SendAsync(200, Lane.Critical),
            session.SendAsync(40, Lane.Otp, Long),
            session.SendAsync(100, Lane.Promotion)
        );
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Submitted) == 340);
        Assert.InRange(session.Store.MostClaimed, 1, 16);
        await session.UntilAsync(() => session.Pump.Snapshot().Open == 0);
    }

    [Fact]
    public async Task Pump_whose_results_are_not_durable_stops_claiming_at_the_window()
    {
        await using var session = await PumpSession.StartAsync();
        await session.SendAsync(100, Lane.Critical);
        // Everything is answered, and nobody has taken the answers.
        await session.UntilAsync(() => session.Link.Submitted.Count == 16 && session.Link.InFlight == 0);
        await session.UntilAsync(async () => await session.DepthAsync(QueueNames.Receipts) > 0);
        Assert.Equal((16, 84), (session.Pump.Snapshot().Open, session.Pump.Snapshot().Waiting));
        Assert.Equal(16, await session.CountAsync(MessageState.Submitting));
        session.ApplyReceipts();
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Submitted) == 100);
        Assert.Equal(16, session.Store.MostClaimed);
    }

    [Fact]
    public async Task Pump_outside_of_the_channels_hours_keeps_what_is_queued_until_they_begin()
    {
        // It is 16:00 at the hospital.
        await using var session = await PumpSession.StartAsync(change: settings =>
            settings.Hours = "17:00-18:00"
        );
        session.ApplyReceipts();
        await session.SendAsync(3);
        await session.SendAsync(1, Lane.Critical);
        for (var minute = 0; minute < 55; minute += 5)
        {
            session.Time.Advance(TimeSpan.FromMinutes(5));
            await session.Lease.TakeAsync(Cancellation);
            await Task.Delay(20, Cancellation);
        }

        Assert.Empty(session.Link.Submitted);
        Assert.Equal(4, await session.CountAsync(MessageState.Queued));

        session.Time.Advance(TimeSpan.FromMinutes(6));
        // Nobody renews it while tests move the clock.
        await session.Lease.TakeAsync(Cancellation);

        await session.UntilAsync(async () => await session.CountAsync(MessageState.Submitted) == 4, Step);
    }

    [Fact]
    public async Task Pump_that_stands_by_leaves_the_queue_to_other_replicas()
    {
        await using var session = await PumpSession.StartAsync(s => s.Link.Unbind());
        session.ApplyReceipts();
        var queue = QueueNames.Channel("mobile-1", Lane.Critical);
        await session.SendAsync(20, Lane.Critical);
        await session.UntilAsync(() => session.Pump.Snapshot().Waiting == 20);

        session.Link.StandBy(true);
        await session.UntilAsync(() => session.Pump.Snapshot().Waiting == 0);
        Assert.True(session.Pump.Snapshot().Standby);
        await using (var other = await session.Queues.OpenAsync(queue, 1, Cancellation))
        {
            Assert.Equal(
                20,
                session.Codec.DecodeMessages((await other.ReceiveAsync(Cancellation)).Body).Items.Count
            );
        }

        session.Link.StandBy(false);
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Submitted) == 20);
    }

    [Fact]
    public async Task Chunk_is_acknowledged_once_all_its_messages_are_claimed()
    {
        await using var session = await PumpSession.StartAsync(s => s.Link.Answer = _ => null);
        session.ApplyReceipts();
        var queue = QueueNames.Channel("mobile-1", Lane.Critical);
        await session.SendAsync(20, Lane.Critical);
        await session.UntilAsync(() => session.Link.Submitted.Count == 16);
        Assert.Equal(1, await session.DepthAsync(queue));
        session.Link.CompleteAll(SubmitOutcomeKind.Accepted);
        await session.UntilAsync(async () => await session.DepthAsync(queue) == 0);
        await session.UntilAsync(() => session.Link.Submitted.Count == 20);
    }

    [Fact]
    public async Task Recalled_message_is_never_submitted()
    {
        await using var session = await PumpSession.StartAsync(s => s.Link.Unbind());
        session.ApplyReceipts();
        var ids = await session.SendAsync(6);
        var batch = (await session.MessageAsync(ids[0])).BatchId;
        await session.Store.RecallAsync(batch, session.Time.GetUtcNow(), Cancellation);
        var others = await session.SendAsync(2);
        session.Link.Bind(1);
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Submitted) == 2);
        Assert.Equal(others, session.Link.Submitted.Select(segment => segment.MessageId).Order());
        await session.UntilAsync(() => session.Pump.Snapshot().Open == 0);
        Assert.Equal(0, await session.DepthAsync(QueueNames.Channel("mobile-1", Lane.Care)));
    }

    [Fact]
    public async Task Critical_message_behind_bulk_goes_next_and_bulk_leaves_room_for_it()
    {
        await using var session = await PumpSession.StartAsync(s => s.Link.Answer = _ => null);
        session.ApplyReceipts();
        await session.SendAsync(500, Lane.Promotion);
        // 0.7 of 16.
        await session.UntilAsync(() => session.Link.Submitted.Count == 11);
        var urgent = await session.SendAsync(1, Lane.Critical);
        await session.UntilAsync(() => session.Link.Submitted.Count == 12);
        Assert.Equal(urgent[0], session.Link.Submitted.Last().MessageId);
        Assert.Equal(12, session.Pump.Snapshot().Open);
    }

    [Fact]
    public async Task Message_whose_time_ends_while_it_waits_expires()
    {
        await using var session = await PumpSession.StartAsync(s => s.Link.Unbind());
        var late = await session.SendAsync(2, expiresAt: session.Time.GetUtcNow().AddSeconds(5));
        var good = await session.SendAsync(1);
        await session.UntilAsync(() => session.Pump.Snapshot().Waiting == 3);
        session.Time.Advance(TimeSpan.FromSeconds(5));
        // Without a connection they expire all the same.
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Expired) == 2);
        session.ApplyReceipts().Link.Bind(1);
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Submitted) == 1);
        Assert.Equal(good, session.Link.Submitted.Select(segment => segment.MessageId));
        Assert.Equal(0, await session.DepthAsync(QueueNames.Channel("mobile-1", Lane.Care)));
        Assert.DoesNotContain(late[0], good);
    }

    [Fact]
    public async Task Message_that_is_too_late_when_its_turn_comes_expires()
    {
        await using var session = await PumpSession.StartAsync(s => s.Link.Answer = _ => null);
        session.ApplyReceipts();
        await session.SendAsync(16, Lane.Critical);
        await session.UntilAsync(() => session.Link.Submitted.Count == 16);
        await session.SendAsync(1, Lane.Critical, expiresAt: session.Time.GetUtcNow().AddSeconds(5));
        await session.UntilAsync(() => session.Pump.Snapshot().Waiting == 1);
        session.Time.Advance(TimeSpan.FromSeconds(5));
        session.Link.CompleteAll(SubmitOutcomeKind.Accepted);
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Expired) == 1);
        await session.UntilAsync(() => session.Pump.Snapshot().Open == 0);
    }

    [Fact]
    public async Task Flow_control_sends_the_same_message_again_one_at_a_time()
    {
        var refusals = 0;
        await using var session = await PumpSession.StartAsync(s =>
            s.Link.Answer = _ =>
                Interlocked.Increment(ref refusals) <= 30
                    ? SubmitOutcomeKind.FlowControl
                    : SubmitOutcomeKind.Accepted
        );
        session.ApplyReceipts();
        await session.SendAsync(20, Lane.Critical);
        await session.UntilAsync(
            async () => await session.CountAsync(MessageState.Submitted) == 20,
            TimeSpan.FromMilliseconds(20)
        );
        Assert.Empty(session.Link.Overlaps);
        Assert.Equal(50, session.Link.Submitted.Count);
        Assert.InRange(session.Store.MostClaimed, 1, 16);
        await session.UntilAsync(() => session.Pump.Snapshot().Open == 0);
    }

    [Fact]
    public async Task Flow_control_is_followed_by_a_pause()
    {
        var first = true;
        await using var session = await PumpSession.StartAsync(s =>
            s.Link.Answer = _ =>
            {
                var answer = first ? SubmitOutcomeKind.FlowControl : SubmitOutcomeKind.Accepted;
                first = false;
                return answer;
            }
        );
        session.ApplyReceipts();
        await session.SendAsync(1, Lane.Critical);
        await session.UntilAsync(() => !first && session.Link.InFlight == 0);
        await session.SendAsync(1, Lane.Critical);
        await session.UntilAsync(() => session.Pump.Snapshot().Waiting == 1);
        Assert.Single(session.Link.Submitted);
        session.Time.Advance(TimeSpan.FromSeconds(2));
        await session.UntilAsync(() => session.Link.Submitted.Count == 3, Step);
    }

    [Fact]
    public async Task Flow_control_for_minutes_loses_nothing_and_does_not_press_the_carrier()
    {
        var refusing = true;
        await using var session = await PumpSession.StartAsync(s =>
            s.Link.Answer = _ => refusing ? SubmitOutcomeKind.FlowControl : SubmitOutcomeKind.Accepted
        );
        session.ApplyReceipts();
        // As many as are claimed at once: nobody renews the lease while the clock jumps.
        await session.SendAsync(16, Lane.Critical);
        var begun = session.Time.GetUtcNow();
        await session.UntilAsync(
            () => session.Time.GetUtcNow() - begun > TimeSpan.FromMinutes(5),
            TimeSpan.FromSeconds(3)
        );
        // A try or a window's worth of tries, then a pause of a second at least.
        Assert.InRange(session.Link.Submitted.Count, 16, 16 * 300);
        Assert.Equal(16, session.Pump.Snapshot().Open);
        refusing = false;
        await session.UntilAsync(
            async () => await session.CountAsync(MessageState.Submitted) == 16,
            TimeSpan.FromSeconds(3)
        );
        Assert.Empty(session.Link.Overlaps);
    }

    [Fact]
    public async Task Not_sent_message_is_sent_again_while_a_connection_is_bound()
    {
        var first = true;
        await using var session = await PumpSession.StartAsync(s =>
            s.Link.Answer = _ =>
            {
                var answer = first ? SubmitOutcomeKind.NotSent : SubmitOutcomeKind.Accepted;
                first = false;
                return answer;
            }
        );
        session.ApplyReceipts();
        await session.SendAsync(1);
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Submitted) == 1);
        Assert.Equal(2, session.Link.Submitted.Count);
    }

    [Fact]
    public async Task Not_sent_message_without_a_connection_is_released_and_sent_later()
    {
        await using var session = await PumpSession.StartAsync(s => s.Link.Answer = _ => null);
        session.ApplyReceipts();
        var ids = await session.SendAsync(5);
        await session.UntilAsync(() => session.Link.InFlight == 5);
        session.Link.Bind(0);
        session.Link.CompleteAll(SubmitOutcomeKind.NotSent);
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Queued) == 5);
        await session.UntilAsync(() => session.Pump.Snapshot() is { Open: 0, Waiting: 5 });
        session.Link.Answer = _ => SubmitOutcomeKind.Accepted;
        session.Link.Bind(1);
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Submitted) == 5);
        Assert.Equal(ids, session.Link.Submitted.Skip(5).Select(segment => segment.MessageId));
    }

    [Fact]
    public async Task Uncertain_message_is_never_sent_again()
    {
        await using var session = await PumpSession.StartAsync(s =>
            s.Link.Answer = _ => SubmitOutcomeKind.Uncertain
        );
        session.ApplyReceipts();
        var ids = await session.SendAsync(3);
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Uncertain) == 3);
        // Not even when its chunk comes again.
        await session.PublishAsync(ids, Lane.Care);
        await session.UntilAsync(async () =>
            await session.DepthAsync(QueueNames.Channel("mobile-1", Lane.Care)) == 0
        );
        Assert.Equal(3, session.Link.Submitted.Count);
        Assert.Equal(MessageReasons.LinkLost, (await session.MessageAsync(ids[0])).Reason);
    }

    [Fact]
    public async Task Long_message_sent_in_part_sends_only_its_rest_again()
    {
        var tries = 0;
        await using var session = await PumpSession.StartAsync(s =>
            s.Link.Answer = segment =>
                segment.Index == 2 && Interlocked.Increment(ref tries) == 1
                    ? SubmitOutcomeKind.NotSent
                    : SubmitOutcomeKind.Accepted
        );
        session.ApplyReceipts();
        await session.SendAsync(1, text: Long);
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Submitted) == 1);
        Assert.Equal([1, 2, 3, 2], session.Link.Submitted.Select(segment => segment.Index));
        var references = session.Link.Submitted.Select(segment => segment.UserData.Span[3]).Distinct();
        Assert.Single(references);
        await session.UntilAsync(() => session.Pump.Snapshot().Open == 0);
    }

    [Fact]
    public async Task Report_is_acknowledged_once_the_receipts_queue_has_acknowledged()
    {
        await using var session = await PumpSession.StartAsync();
        var report = new FakeReport("c-1");
        session.Link.Handler.OnReport(report);
        await session.UntilAsync(async () => await session.DepthAsync(QueueNames.Receipts) == 1);
        Assert.Null(report.Answered);
        session.ApplyReceipts();
        await session.UntilAsync(() => report.Answered == true);
        await using var context = session.CreateDbContext();
        Assert.Equal("c-1", (await context.ParkedReports.SingleAsync(Cancellation)).CarrierId);
    }

    [Fact]
    public async Task Results_wait_for_a_receipts_queue_that_is_away()
    {
        await using var session = await PumpSession.StartAsync(s => s.ReceiptsAway = true);
        session.ApplyReceipts();
        await session.SendAsync(40, Lane.Critical);
        await session.UntilAsync(() => session.Link.Submitted.Count == 16 && session.Link.InFlight == 0);
        Assert.Equal(16, session.Pump.Snapshot().Open);
        session.ReceiptsAway = false;
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Submitted) == 40, Step);
        Assert.Equal(40, session.Link.Submitted.Count);
    }

    [Fact]
    public async Task Unreadable_chunk_is_dead_lettered_and_the_next_goes_on()
    {
        await using var session = await PumpSession.StartAsync();
        session.ApplyReceipts();
        var queue = QueueNames.Channel("mobile-1", Lane.Care);
        await session.Queues.PublishAsync(queue, new byte[64], Cancellation);
        await session.SendAsync(1);
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Submitted) == 1);
        Assert.Equal(1, await session.DepthAsync(QueueNames.DeadLetterOf(queue)));
    }

    [Fact]
    public async Task StopAsync_releases_what_was_not_sent_and_leaves_nothing_submitting()
    {
        await using var session = await PumpSession.StartAsync(s =>
            s.Link.Answer = segment => segment.Index == 2 ? SubmitOutcomeKind.Accepted : null
        );
        session.ApplyReceipts();
        await session.SendAsync(10, Lane.Critical);
        await session.SendAsync(2, Lane.Critical, Long);
        await session.UntilAsync(() => session.Link.InFlight == 14);
        await session.Pump.StopAsync(TimeSpan.FromSeconds(1), Cancellation);
        // Ten never went; of two a part is with the carrier.
        var counts = await session.CountAsync();
        Assert.Equal(10, counts.GetValueOrDefault(MessageState.Queued));
        Assert.Equal(2, counts.GetValueOrDefault(MessageState.Uncertain));
        Assert.Equal(0, await session.DepthAsync(QueueNames.Receipts));
    }

    [Fact]
    public async Task StopAsync_returns_chunks_that_were_not_claimed()
    {
        await using var session = await PumpSession.StartAsync(s => s.Link.Answer = _ => null);
        session.ApplyReceipts();
        await session.SendAsync(50, Lane.Critical);
        await session.UntilAsync(() => session.Link.InFlight == 16);
        session.Link.CompleteAll(SubmitOutcomeKind.Accepted);
        await session.UntilAsync(() => session.Link.Submitted.Count == 32);
        await session.Pump.StopAsync(TimeSpan.FromSeconds(1), Cancellation);
        Assert.Equal(1, await session.DepthAsync(QueueNames.Channel("mobile-1", Lane.Critical)));
        Assert.Equal(0, await session.CountAsync(MessageState.Submitting));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Claim_that_fails_is_tried_again(bool expected)
    {
        var failures = 0;
        await using var session = await PumpSession.StartAsync(s =>
            s.Store.Fault = call =>
                call == nameof(IMessageStore.ClaimAsync) && Interlocked.Increment(ref failures) <= 2
                    ? expected
                        ? new StoreUnavailableException("full")
                        : new InvalidOperationException("bug")
                    : null
        );
        session.ApplyReceipts();
        await session.SendAsync(5);
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Submitted) == 5, Step);
        await session.UntilAsync(() => session.Pump.Snapshot().Open == 0);
        Assert.Equal(0, await session.DepthAsync(QueueNames.Channel("mobile-1", Lane.Care)));
    }

    [Fact]
    public async Task Release_that_fails_is_tried_again()
    {
        var failures = 0;
        await using var session = await PumpSession.StartAsync(s =>
        {
            s.Link.Answer = _ => null;
            s.Store.Fault = call =>
                call == nameof(IMessageStore.ReleaseAsync) && Interlocked.Increment(ref failures) == 1
                    ? new StoreUnavailableException("full")
                    : null;
        });
        session.ApplyReceipts();
        await session.SendAsync(3);
        await session.UntilAsync(() => session.Link.InFlight == 3);
        session.Link.Bind(0);
        session.Link.CompleteAll(SubmitOutcomeKind.NotSent);
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Queued) == 3, Step);
        await session.UntilAsync(() => session.Pump.Snapshot() is { Open: 0, Waiting: 3 });
    }

    [Fact]
    public async Task Expiry_that_fails_is_tried_again()
    {
        var failures = 0;
        await using var session = await PumpSession.StartAsync(s =>
        {
            s.Link.Unbind();
            s.Store.Fault = call =>
                call == nameof(IMessageStore.ExpireAsync) && Interlocked.Increment(ref failures) == 1
                    ? new StoreUnavailableException("full")
                    : null;
        });
        await session.SendAsync(2, expiresAt: session.Time.GetUtcNow());
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Expired) == 2, Step);
        // The chunk is acknowledged a moment after the commit.
        await session.UntilAsync(async () =>
            await session.DepthAsync(QueueNames.Channel("mobile-1", Lane.Care)) == 0
        );
    }

    [Theory]
    [InlineData("您好")]
    [InlineData(null)]
    public async Task Message_that_the_link_refuses_to_write_fails_and_stops_nobody(string? text)
    {
        await using var session = await PumpSession.StartAsync(s =>
            s.Link.Throw = segments =>
                segments[0].Source.EndsWith("999", StringComparison.Ordinal)
                    ? new ArgumentException("too long")
                    : null
        );
        session.ApplyReceipts();
        await session.SendAsync(20, Lane.Critical, text ?? Long, extension: "999");
        await session.SendAsync(3);
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Submitted) == 3);
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Failed) == 20);
        await session.UntilAsync(() => session.Pump.Snapshot().Open == 0);
    }

    [Fact]
    public async Task Bulk_alone_on_a_limited_channel_keeps_the_rate()
    {
        await using var session = await PumpSession.StartAsync(rate: 100);
        session.ApplyReceipts();
        await session.SendAsync(60, Lane.Promotion);
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        // Ten tokens at first, of which three are kept for others; then a hundred a second of the clock's time.
        await session.UntilAsync(() => session.Link.Submitted.Count == 60, TimeSpan.FromMilliseconds(10));
        Assert.True(
            session.Time.GetUtcNow() >= new DateTimeOffset(2026, 11, 23, 8, 0, 0, 500, TimeSpan.Zero)
        );
        // An idle second at each empty bucket would take far longer.
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalSeconds, 0, 10);
    }

    [Fact]
    public async Task Message_that_paid_for_its_rate_is_not_held_back()
    {
        await using var session = await PumpSession.StartAsync(rate: 1);
        session.ApplyReceipts();
        await session.SendAsync(1, Lane.Critical);
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Submitted) == 1);
    }
}
