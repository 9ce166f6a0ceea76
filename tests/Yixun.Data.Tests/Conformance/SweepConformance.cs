using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.Core.Messages;

namespace Yixun.Data.Tests.Conformance;

/// <summary>What timers read and settle.</summary>
public abstract class SweepConformance(IStoreSource stores)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TakeDueAsync_gives_the_longest_due_first_and_each_once()
    {
        await using var store = await stores.CreateAsync();
        var later = store.NewBatch(2) with { ScheduledAt = store.Now.AddMinutes(2) };
        var sooner = store.NewBatch() with { ScheduledAt = store.Now.AddMinutes(1), Extension = "77" };
        var notYet = store.NewBatch() with { ScheduledAt = store.Now.AddMinutes(9) };
        await Task.WhenAll(store.AppendAsync(later), store.AppendAsync(sooner), store.AppendAsync(notYet));

        var due = await store.Store.TakeDueAsync(2, store.Now.AddMinutes(2), Cancellation);
        Assert.Equal(sooner.Messages[0].Id, due[0].Id);
        Assert.Equal(("77", MessageState.Scheduled), (due[0].Extension, due[0].State));
        Assert.Equal([9], due[0].BatchContentCipher);
        Assert.Equal(2, due.Count);
        Assert.Single(await store.Store.TakeDueAsync(2, store.Now.AddMinutes(2), Cancellation));
        Assert.Empty(await store.Store.TakeDueAsync(2, store.Now.AddMinutes(2), Cancellation));
        Assert.Null((await store.MessageAsync(due[0].Id)).DueAt);
    }

    [Fact]
    public async Task ReadStrandedAsync_pages_by_id_without_gaps_or_repeats()
    {
        await using var store = await stores.CreateAsync();
        var old = await store.AcceptAsync(25);
        var queued = await store.QueueAsync(3);
        store.Time.Advance(TimeSpan.FromMinutes(5));
        var young = await store.AcceptAsync(2);

        var read = new List<long>();
        for (long after = 0; ; after = read[^1])
        {
            var page = await store.Store.ReadStrandedAsync(
                MessageState.Accepted,
                after,
                store.Now.AddMinutes(-1),
                10,
                Cancellation
            );
            if (page.Count == 0)
            {
                break;
            }

            Assert.InRange(page.Count, 1, 10);
            read.AddRange(page.Select(message => message.Id));
        }

        Assert.Equal(old, read);
        var waiting = await store.Store.ReadStrandedAsync(
            MessageState.Queued,
            0,
            store.Now.AddMinutes(-1),
            10,
            Cancellation
        );
        Assert.Equal(queued, waiting.Select(message => message.Id));
        Assert.All(waiting, message => Assert.Equal(TemporaryStore.Channel, message.ChannelId));
        Assert.DoesNotContain(young[0], read);
    }

    [Fact]
    public async Task ReadStrandedAsync_finds_due_messages_that_were_taken_but_not_those_that_wait()
    {
        await using var store = await stores.CreateAsync();
        var taken = store.NewBatch() with { ScheduledAt = store.Now };
        var waiting = store.NewBatch() with { ScheduledAt = store.Now.AddHours(1) };
        await store.AppendAsync(taken);
        await store.AppendAsync(waiting);
        await store.Store.TakeDueAsync(10, store.Now, Cancellation);
        store.Time.Advance(TimeSpan.FromMinutes(1));
        var stranded = await store.Store.ReadStrandedAsync(
            MessageState.Scheduled,
            0,
            store.Now,
            10,
            Cancellation
        );
        Assert.Equal(taken.Messages[0].Id, Assert.Single(stranded).Id);
    }

    [Fact]
    public async Task ReadStrandedAsync_message_with_its_own_text_carries_no_batch_text()
    {
        await using var store = await stores.CreateAsync();
        var batch = store.NewBatch();
        batch = batch with
        {
            ContentCipher = null,
            Messages = [batch.Messages[0] with { ContentCipher = [5] }],
        };
        await store.AppendAsync(batch);
        store.Time.Advance(TimeSpan.FromMinutes(1));
        var stranded = Assert.Single(
            await store.Store.ReadStrandedAsync(MessageState.Accepted, 0, store.Now, 10, Cancellation)
        );
        Assert.Equal([5], stranded.ContentCipher);
        Assert.Null(stranded.BatchContentCipher);
        Assert.Equal(0, stranded.ExpiresAt);
    }

    [Fact]
    public async Task RecoverClaimsAsync_takes_over_only_from_owners_without_a_lease()
    {
        await using var store = await stores.CreateAsync();
        Assert.Equal(0, await store.Leases.TakeNodeAsync(1, TimeSpan.FromSeconds(30), Cancellation));
        Assert.Equal(1, await store.Leases.TakeNodeAsync(2, TimeSpan.FromSeconds(90), Cancellation));
        // A lease that is not a node's keeps no claim alive.
        await store.Leases.TryTakeAsync("timer:sweep", 3, TimeSpan.FromSeconds(90), Cancellation);
        var dying = await store.SubmitAsync(2, owner: 1);
        var living = await store.SubmitAsync(1, owner: 2);
        var dead = await store.SubmitAsync(1, owner: 3);
        var urgent = await store.SubmitAsync(1, Lane.Critical, owner: 3);

        Assert.Equal(
            1,
            await store.Store.RecoverClaimsAsync([Lane.Critical], othersToo: false, store.Now, Cancellation)
        );
        Assert.Equal(
            [MessageState.Submitting, MessageState.Queued],
            await store.StatesAsync([dead[0], urgent[0]])
        );
        Assert.Equal(
            1,
            await store.Store.RecoverClaimsAsync([Lane.Critical], othersToo: true, store.Now, Cancellation)
        );
        Assert.Equal(
            [MessageState.Submitting, MessageState.Submitting, MessageState.Uncertain, MessageState.Queued],
            await store.StatesAsync([dying[0], living[0], dead[0], urgent[0]])
        );
        Assert.Equal(MessageReasons.ProcessRestart, (await store.MessageAsync(dead[0])).Reason);

        store.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(2, await store.Store.RecoverClaimsAsync([], othersToo: true, store.Now, Cancellation));
        Assert.Equal(
            [MessageState.Uncertain, MessageState.Uncertain, MessageState.Submitting],
            await store.StatesAsync([.. dying, .. living])
        );
        Assert.Equal(0, await store.Store.RecoverClaimsAsync([], othersToo: true, store.Now, Cancellation));
    }

    [Fact]
    public async Task MarkUnknownAsync_message_accepted_long_before_it_was_submitted_is_waited_for()
    {
        await using var store = await stores.CreateAsync();
        var ids = await store.SubmitAsync();
        store.Time.Advance(TimeSpan.FromDays(5));
        await store.ApplyAsync(
            Segments.Accepted(ids[0]) with
            {
                AnsweredAt = store.Now.ToUnixTimeMilliseconds(),
            }
        );
        store.Time.Advance(TimeSpan.FromHours(71));
        Assert.Equal(
            0,
            await store.Store.MarkUnknownAsync(store.Now.AddHours(-72), 10, store.Now, Cancellation)
        );
        store.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(
            1,
            await store.Store.MarkUnknownAsync(store.Now.AddHours(-72), 10, store.Now, Cancellation)
        );
    }

    [Fact]
    public async Task FailAsync_ends_what_waits_and_nothing_else()
    {
        await using var store = await stores.CreateAsync();
        var ids = await store.SubmitAsync();
        var waiting = await store.AcceptAsync();
        await store.Store.FailAsync([ids[0], waiting[0]], MessageReasons.Unreadable, store.Now, Cancellation);
        Assert.Equal(
            [MessageState.Submitting, MessageState.Failed],
            await store.StatesAsync([ids[0], waiting[0]])
        );
        Assert.Equal(MessageReasons.Unreadable, (await store.MessageAsync(waiting[0])).Reason);
    }

    [Fact]
    public async Task BlockAsync_ends_what_is_queued_and_nothing_else()
    {
        await using var store = await stores.CreateAsync();
        var submitting = (await store.SubmitAsync())[0];
        var accepted = (await store.AcceptAsync())[0];
        var queued = (await store.QueueAsync())[0];
        var blocked = await store.Store.BlockAsync(
            [submitting, accepted, queued],
            MessageReasons.OptOut,
            store.Now,
            Cancellation
        );
        Assert.Equal(1, blocked);
        Assert.Equal(
            [MessageState.Submitting, MessageState.Accepted, MessageState.Blocked],
            await store.StatesAsync([submitting, accepted, queued])
        );
        var message = await store.MessageAsync(queued);
        Assert.Equal((MessageReasons.OptOut, (DateTimeOffset?)store.Now), (message.Reason, message.FinalAt));
    }

    [Fact]
    public async Task MessagesOfPhones_finds_those_of_each_phone()
    {
        await using var store = await stores.CreateAsync();
        var ids = await store.AcceptAsync(3);
        await using var context = store.CreateDbContext();
        var hashes = await context
            .Messages.Where(message => ids.Contains(message.Id))
            .OrderBy(message => message.Id)
            .Select(message => message.PhoneHash)
            .ToListAsync(Cancellation);

        var found = await context.MessagesOfPhones([hashes[0], hashes[2]], 0).ToListAsync(Cancellation);

        Assert.Equal(
            new[] { (ids[0], hashes[0]), (ids[2], hashes[2]) }.Order(),
            found.Select(row => (row.MessageId, row.PhoneHash)).Distinct().Order()
        );
    }

    [Fact]
    public async Task MarkUnknownAsync_only_old_submitted_messages_up_to_the_limit()
    {
        await using var store = await stores.CreateAsync();
        var old = await store.SubmitAsync(3);
        var claimed = await store.SubmitAsync();
        await store.ApplyAsync([
            .. old.Select(id =>
                Segments.Accepted(id) with
                {
                    AnsweredAt = store.Now.ToUnixTimeMilliseconds(),
                }
            ),
        ]);
        store.Time.Advance(TimeSpan.FromHours(73));
        var young = await store.SubmitAsync();
        await store.ApplyAsync(
            Segments.Accepted(young[0]) with
            {
                AnsweredAt = store.Now.ToUnixTimeMilliseconds(),
            }
        );
        var before = store.Now.AddHours(-72);
        Assert.Equal(2, await store.Store.MarkUnknownAsync(before, 2, store.Now, Cancellation));
        Assert.Equal(1, await store.Store.MarkUnknownAsync(before, 2, store.Now, Cancellation));
        Assert.Equal(
            [
                MessageState.Unknown,
                MessageState.Unknown,
                MessageState.Unknown,
                MessageState.Submitting,
                MessageState.Submitted,
            ],
            await store.StatesAsync([.. old, .. claimed, .. young])
        );
        var unknown = await store.MessageAsync(old[0]);
        Assert.Equal((MessageReasons.NoReport, store.Now), (unknown.Reason, unknown.FinalAt!.Value));
    }
}
