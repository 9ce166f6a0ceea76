using Xunit;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;
using Yixun.Data.Store;

namespace Yixun.Data.Tests.Conformance;

/// <summary>From accepted to claimed, and back.</summary>
public abstract class RoadConformance(IStoreSource stores)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ApplyDispatchAsync_accepted_message_takes_channel_carrier_and_trace()
    {
        await using var store = await stores.CreateAsync();
        var ids = await store.AcceptAsync(2);
        Assert.Equal((bool[])[true], await store.DispatchAsync(MessageState.Queued, ids[..1]));
        var queued = await store.MessageAsync(ids[0]);
        Assert.Equal(
            (MessageState.Queued, TemporaryStore.Channel, Carrier.Mobile, "trace", store.Now, null),
            (
                queued.State,
                queued.ChannelId,
                queued.Carrier,
                queued.Trace,
                queued.DispatchedAt!.Value,
                queued.FinalAt
            )
        );
        await store.DispatchAsync(MessageState.Blocked, ids[1..], null, reason: MessageReasons.Blacklist);
        var blocked = await store.MessageAsync(ids[1]);
        Assert.Equal(
            (MessageState.Blocked, MessageReasons.Blacklist, store.Now),
            (blocked.State, blocked.Reason, blocked.FinalAt!.Value)
        );
    }

    [Fact]
    public async Task ApplyDispatchAsync_twice_applies_once()
    {
        await using var store = await stores.CreateAsync();
        var ids = await store.AcceptAsync();
        Assert.Equal((bool[])[true, false], await store.DispatchAsync(MessageState.Queued, [ids[0], ids[0]]));
        Assert.Equal((bool[])[false], await store.DispatchAsync(MessageState.Blocked, ids, null));
        Assert.Equal(MessageState.Queued, await store.StateAsync(ids[0]));
    }

    [Fact]
    public async Task ApplyDispatchAsync_recalled_message_stays_cancelled()
    {
        await using var store = await stores.CreateAsync();
        var batch = store.NewBatch();
        await store.AppendAsync(batch);
        await store.Store.RecallAsync(batch.Id, store.Now, Cancellation);
        Assert.Equal((bool[])[false], await store.DispatchAsync(MessageState.Queued, [batch.Messages[0].Id]));
        Assert.Equal(MessageState.Cancelled, await store.StateAsync(batch.Messages[0].Id));
    }

    [Fact]
    public async Task ApplyDispatchAsync_scheduled_message_only_after_it_was_taken_as_due()
    {
        await using var store = await stores.CreateAsync();
        var batch = store.NewBatch() with { ScheduledAt = store.Now.AddHours(1) };
        await store.AppendAsync(batch);
        long[] ids = [batch.Messages[0].Id];
        Assert.Equal((bool[])[false], await store.DispatchAsync(MessageState.Queued, ids));
        await store.Store.TakeDueAsync(10, store.Now.AddHours(1), Cancellation);
        Assert.Equal((bool[])[true], await store.DispatchAsync(MessageState.Queued, ids));
    }

    [Fact]
    public async Task ApplyDispatchAsync_held_message_goes_on_when_due()
    {
        await using var store = await stores.CreateAsync();
        var ids = await store.AcceptAsync();
        var opening = store.Now.AddHours(10);
        await store.DispatchAsync(MessageState.Held, ids, null, opening, MessageReasons.LaneHours);
        var held = await store.MessageAsync(ids[0]);
        Assert.Equal(
            (MessageState.Held, opening, MessageReasons.LaneHours),
            (held.State, held.DueAt!.Value, held.Reason)
        );
        Assert.Equal((bool[])[false], await store.DispatchAsync(MessageState.Queued, ids));
        Assert.Empty(await store.Store.TakeDueAsync(10, opening.AddMilliseconds(-1), Cancellation));
        Assert.Single(await store.Store.TakeDueAsync(10, opening, Cancellation));
        Assert.Equal((bool[])[true], await store.DispatchAsync(MessageState.Queued, ids));
    }

    [Fact]
    public async Task ClaimAsync_only_queued_messages_of_the_channel_and_once()
    {
        await using var store = await stores.CreateAsync();
        var mine = await store.QueueAsync(2);
        var others = await store.QueueAsync(1, channel: "unicom-1");
        var accepted = await store.AcceptAsync();
        long[] all = [.. mine, .. others, .. accepted, 1];
        Assert.Equal(
            (bool[])[true, true, false, false, false],
            await store.Store.ClaimAsync(TemporaryStore.Channel, Lane.Care, all, 1, Cancellation)
        );
        Assert.All(
            await store.Store.ClaimAsync(TemporaryStore.Channel, Lane.Care, all, 2, Cancellation),
            Assert.False
        );
        var claimed = await store.MessageAsync(mine[0]);
        Assert.Equal((MessageState.Submitting, 1L), (claimed.State, claimed.Owner!.Value));
    }

    [Fact]
    public async Task ClaimAsync_many_at_once_gives_each_message_to_one()
    {
        await using var store = await stores.CreateAsync();
        var ids = await store.QueueAsync(50);
        var claims = await Task.WhenAll(
            Enumerable
                .Range(1, 8)
                .Select(owner =>
                    Task.Run(
                        () =>
                            store.Store.ClaimAsync(
                                TemporaryStore.Channel,
                                Lane.Care,
                                ids,
                                owner,
                                Cancellation
                            ),
                        Cancellation
                    )
                )
        );
        for (var index = 0; index < ids.Length; index++)
        {
            Assert.Single(claims, claim => claim[index]);
        }
    }

    [Fact]
    public async Task ReassignAsync_only_queued_messages_of_the_channel_with_a_new_trace()
    {
        await using var store = await stores.CreateAsync();
        var queued = await store.QueueAsync(2);
        var others = await store.QueueAsync(1, channel: "unicom-1");
        var claimed = await store.SubmitAsync();
        var accepted = await store.AcceptAsync();
        long[] all = [.. queued, .. others, .. claimed, .. accepted, 1];
        Assert.Equal(
            (bool[])[true, true, false, false, false, false],
            await ReassignAsync(store, TemporaryStore.Channel, "telecom-1", all)
        );
        var moved = await store.MessageAsync(queued[1]);
        Assert.Equal(
            (MessageState.Queued, "telecom-1", $"to telecom-1 {queued[1]}"),
            (moved.State, moved.ChannelId, moved.Trace)
        );
        Assert.Equal("unicom-1", (await store.MessageAsync(others[0])).ChannelId);
        Assert.Equal(TemporaryStore.Channel, (await store.MessageAsync(claimed[0])).ChannelId);
        Assert.Equal(
            (bool[])[false],
            await store.Store.ClaimAsync(TemporaryStore.Channel, Lane.Care, queued[..1], 1, Cancellation)
        );
        Assert.Equal(
            (bool[])[true],
            await store.Store.ClaimAsync("telecom-1", Lane.Care, queued[..1], 1, Cancellation)
        );
    }

    [Fact]
    public async Task ReassignAsync_twice_moves_once()
    {
        await using var store = await stores.CreateAsync();
        var ids = await store.QueueAsync();
        Assert.Equal(
            (bool[])[true, false],
            await ReassignAsync(store, TemporaryStore.Channel, "telecom-1", [ids[0], ids[0]])
        );
        Assert.Equal((bool[])[false], await ReassignAsync(store, TemporaryStore.Channel, "unicom-1", ids));
        Assert.Equal("telecom-1", (await store.MessageAsync(ids[0])).ChannelId);
    }

    [Fact]
    public async Task ReassignAsync_and_ClaimAsync_at_once_never_both_take_a_message()
    {
        await using var store = await stores.CreateAsync();
        var ids = await store.QueueAsync(100);
        var moving = ids.Chunk(10)
            .Select(chunk => ReassignAsync(store, TemporaryStore.Channel, "telecom-1", chunk))
            .ToArray();
        var claiming = ids.Reverse()
            .Chunk(10)
            .Select(chunk =>
                store.Store.ClaimAsync(TemporaryStore.Channel, Lane.Care, chunk, 5, Cancellation)
            )
            .ToArray();
        var moved = (await Task.WhenAll(moving)).SelectMany(results => results).ToArray();
        var claimed = (await Task.WhenAll(claiming)).SelectMany(results => results).Reverse().ToArray();
        for (var index = 0; index < ids.Length; index++)
        {
            Assert.True(moved[index] ^ claimed[index]);
        }
    }

    [Fact]
    public async Task ReadQueuedAsync_pages_through_what_waits_on_a_channel()
    {
        await using var store = await stores.CreateAsync();
        var batch = store.NewBatch(5) with
        {
            ForcedChannelId = TemporaryStore.Channel,
            Kind = ChannelKind.Mms,
        };
        await store.AppendAsync(batch);
        var ids = batch.Messages.Select(message => message.Id).ToArray();
        await store.DispatchAsync(MessageState.Queued, ids);
        await store.QueueAsync(2, channel: "unicom-1");
        await store.SubmitAsync();
        await store.AcceptAsync();

        var first = await store.Store.ReadQueuedAsync(TemporaryStore.Channel, 0, 3, Cancellation);
        Assert.Equal(ids[..3], first.Select(message => message.Id));
        Assert.Equal(
            (1, ChannelKind.Mms, TemporaryStore.Channel, MessageState.Queued),
            (first[0].SystemId, first[0].Kind, first[0].ForcedChannelId, first[0].State)
        );
        var rest = await store.Store.ReadQueuedAsync(TemporaryStore.Channel, ids[2], 30, Cancellation);
        Assert.Equal(ids[3..], rest.Select(message => message.Id));
    }

    [Fact]
    public async Task ReleaseAsync_only_the_owner_gives_back()
    {
        await using var store = await stores.CreateAsync();
        var ids = await store.SubmitAsync(2, owner: 7);
        await store.Store.ReleaseAsync(ids, 8, Cancellation);
        Assert.Equal(MessageState.Submitting, await store.StateAsync(ids[0]));
        await store.Store.ReleaseAsync(ids[..1], 7, Cancellation);
        var released = await store.MessageAsync(ids[0]);
        Assert.Equal((MessageState.Queued, (long?)null), (released.State, released.Owner));
        Assert.Equal(MessageState.Submitting, await store.StateAsync(ids[1]));
    }

    [Fact]
    public async Task ReleaseAsync_after_the_carrier_took_it_does_nothing()
    {
        await using var store = await stores.CreateAsync();
        var ids = await store.SubmitAsync();
        await store.ApplyAsync(Segments.Accepted(ids[0]));
        await store.Store.ReleaseAsync(ids, TemporaryStore.Owner, Cancellation);
        Assert.Equal(MessageState.Submitted, await store.StateAsync(ids[0]));
    }

    [Fact]
    public async Task ExpireAsync_only_queued_messages()
    {
        await using var store = await stores.CreateAsync();
        var queued = await store.QueueAsync();
        var claimed = await store.SubmitAsync();
        await store.Store.ExpireAsync([.. queued, .. claimed], store.Now, Cancellation);
        var expired = await store.MessageAsync(queued[0]);
        Assert.Equal(
            (MessageState.Expired, MessageReasons.LaneTtl, store.Now),
            (expired.State, expired.Reason, expired.FinalAt!.Value)
        );
        Assert.Equal(MessageState.Submitting, await store.StateAsync(claimed[0]));
    }

    [Fact]
    public async Task RecallAsync_counts_stopped_gone_and_ended_exactly()
    {
        await using var store = await stores.CreateAsync();
        var batch = store.NewBatch(12);
        await store.AppendAsync(batch);
        // A neighbour in time that must not be touched.
        var neighbour = await store.AcceptAsync();
        var ids = batch.Messages.Select(message => message.Id).ToArray();
        await store.DispatchAsync(MessageState.Held, ids[1..2], null, store.Now.AddHours(1));
        await store.DispatchAsync(MessageState.Queued, ids[2..9]);
        await store.DispatchAsync(MessageState.Blocked, ids[9..10], null, reason: MessageReasons.OptOut);
        await store.DispatchAsync(MessageState.Failed, ids[10..11], null, reason: MessageReasons.NoRoute);
        await store.DispatchAsync(MessageState.Expired, ids[11..12], null, reason: MessageReasons.LaneTtl);
        await store.Store.ClaimAsync(
            TemporaryStore.Channel,
            Lane.Care,
            ids[3..9],
            TemporaryStore.Owner,
            Cancellation
        );
        await store.ApplyAsync(
            Segments.Accepted(ids[4]),
            Segments.Accepted(ids[5], status: "DELIVRD"),
            Segments.Refused(ids[6]),
            Segments.Uncertain(ids[7]),
            Segments.Accepted(ids[8], status: "UNDELIV")
        );

        var outcome = await store.Store.RecallAsync(batch.Id, store.Now, Cancellation);
        Assert.Equal(new RecallOutcome(Stopped: 3, Gone: 6, EndedBefore: 3), outcome);
        Assert.Equal(Enumerable.Repeat(MessageState.Cancelled, 3), await store.StatesAsync(ids[..3]));
        var recalled = await store.MessageAsync(ids[1]);
        Assert.Equal(
            (MessageReasons.Recalled, null, store.Now),
            (recalled.Reason, recalled.DueAt, recalled.FinalAt!.Value)
        );
        Assert.Equal(MessageState.Accepted, await store.StateAsync(neighbour[0]));
        Assert.Equal(
            new RecallOutcome(0, 6, 6),
            await store.Store.RecallAsync(batch.Id, store.Now, Cancellation)
        );
        Assert.Equal(
            (bool[])[false],
            await store.Store.ClaimAsync(TemporaryStore.Channel, Lane.Care, ids[2..3], 1, Cancellation)
        );
    }

    [Fact]
    public async Task RecallAsync_unknown_batch_finds_nothing()
    {
        await using var store = await stores.CreateAsync();
        Assert.Equal(new RecallOutcome(0, 0, 0), await store.Store.RecallAsync(1, store.Now, Cancellation));
    }

    private static Task<bool[]> ReassignAsync(TemporaryStore store, string from, string to, long[] ids) =>
        store.Store.ReassignAsync(
            from,
            [.. ids.Select(id => new Reassignment(id, to, $"to {to} {id}"))],
            Cancellation
        );
}
