using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Core.Routing;
using Yixun.Data.Store;

namespace Yixun.Data.Tests.Conformance;

public abstract class AppendConformance(IStoreSource stores)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AppendAsync_new_batch_stores_every_column()
    {
        await using var store = await stores.CreateAsync();
        var batch = store.NewBatch(3, Lane.FollowUp, segments: 2) with
        {
            ClientId = "c-1",
            Extension = "12",
            Kind = ChannelKind.Mms,
            ForcedChannelId = "mms-1",
            TemplateId = "t",
            TemplateVersion = 3,
            Department = "骨科",
            RejectedCount = 4,
            RejectionsCipher = [8],
            ExpiresAt = store.Now.AddHours(1),
        };
        var outcome = await store.AppendAsync(batch);
        Assert.Null(outcome.Existing);
        Assert.Empty(outcome.Repeats);

        var row = await store.ReadAsync(context => context.Batches.SingleAsync(Cancellation));
        Assert.Equal(
            (batch.Id, 1, "c-1", Lane.FollowUp, "12", "t", 3, 6, 4),
            (
                row.Id,
                row.SystemId,
                row.ClientId,
                row.Lane,
                row.Extension,
                row.TemplateId,
                row.MessageCount,
                row.Segments,
                row.RejectedCount
            )
        );
        Assert.Equal((ChannelKind.Mms, "mms-1"), (row.Kind, row.ForcedChannelId));
        Assert.Equal(("骨科", 3), (row.Department, row.TemplateVersion));
        Assert.Equal(
            (batch.Messages[0].Id, batch.Messages[2].Id, store.Now),
            (row.FirstMessageId, row.LastMessageId, row.AcceptedAt)
        );
        Assert.Equal(
            [batch.BodyDigest, batch.NonceHash, batch.ContentCipher!, batch.RejectionsCipher!],
            [row.BodyDigest, row.NonceHash, row.ContentCipher!, row.RejectionsCipher!]
        );
        var message = await store.MessageAsync(batch.Messages[1].Id);
        Assert.Equal(
            (batch.Id, 1, Lane.FollowUp, MessageState.Accepted, 2, batch.Messages[1].PhoneHash),
            (
                message.BatchId,
                message.SystemId,
                message.Lane,
                message.State,
                message.Segments,
                message.PhoneHash
            )
        );
        Assert.Equal(batch.ExpiresAt, message.ExpiresAt);
        Assert.Null(message.DueAt);
    }

    [Fact]
    public async Task AppendAsync_with_a_schedule_waits_for_it()
    {
        await using var store = await stores.CreateAsync();
        var batch = store.NewBatch() with { ScheduledAt = store.Now.AddHours(2) };
        await store.AppendAsync(batch);
        var row = await store.ReadAsync(context => context.Batches.SingleAsync(Cancellation));
        Assert.Equal((null, null), (row.Department, row.TemplateVersion));
        var message = await store.MessageAsync(batch.Messages[0].Id);
        Assert.Equal((MessageState.Scheduled, batch.ScheduledAt), (message.State, message.DueAt));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AppendAsync_clientId_again_gives_the_first_batch_and_stores_nothing(bool sameBody)
    {
        await using var store = await stores.CreateAsync();
        var first = store.NewBatch() with { ClientId = "c-1" };
        await store.AppendAsync(first);
        var again = store.NewBatch(5) with
        {
            ClientId = "c-1",
            BodyDigest = sameBody ? [1, 2, 3] : [9, 9, 9],
        };
        var outcome = await store.AppendAsync(again);
        Assert.Equal(new ExistingSubmission(first.Id, sameBody), outcome.Existing);
        Assert.Equal(1, await store.ReadAsync(context => context.Messages.CountAsync(Cancellation)));
        Assert.Equal(1, await store.ReadAsync(context => context.Batches.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task AppendAsync_clientId_of_another_system_is_another_submission()
    {
        await using var store = await stores.CreateAsync();
        await store.AppendAsync(store.NewBatch() with { ClientId = "c-1" });
        var outcome = await store.AppendAsync(store.NewBatch() with { ClientId = "c-1", SystemId = 2 });
        Assert.Null(outcome.Existing);
    }

    [Fact]
    public async Task AppendAsync_same_clientId_many_times_at_once_stores_one()
    {
        await using var store = await stores.CreateAsync();
        using var release = await store.HoldWriterAsync();
        var calls = Enumerable
            .Range(0, 20)
            .Select(_ => store.AppendAsync(store.NewBatch() with { ClientId = "c-1" }))
            .ToArray();
        release.Set();
        var outcomes = await Task.WhenAll(calls);
        Assert.Single(outcomes, outcome => outcome.Existing is null);
        Assert.Equal(1, await store.ReadAsync(context => context.Messages.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task AppendAsync_message_clientId_again_stores_the_others_and_says_which_repeat()
    {
        await using var store = await stores.CreateAsync();
        var first = Personal(store.NewBatch(2), ("a", 1), ("b", 2));
        await store.AppendAsync(first);
        var second = Personal(store.NewBatch(4, segments: 3), ("b", 2), ("c", 3), ("a", 9), ("c", 3));
        var outcome = await store.AppendAsync(second);

        Assert.Null(outcome.Existing);
        RepeatedMessage[] expected =
        [
            new(0, first.Messages[1].Id, true),
            new(2, first.Messages[0].Id, false),
            new(3, second.Messages[1].Id, true),
        ];
        Assert.Equal(expected, outcome.Repeats);
        await using var context = store.CreateDbContext();
        var row = await context.Batches.SingleAsync(batch => batch.Id == second.Id, Cancellation);
        Assert.Equal((1, 3), (row.MessageCount, row.Segments));
        Assert.Equal(expected, RepeatedMessages.Read(row.Repeated));
        var stored = await context
            .Messages.Where(message => message.BatchId == second.Id)
            .ToListAsync(Cancellation);
        Assert.Equal((second.Messages[1].Id, "c"), (stored.Single().Id, stored.Single().ClientId));
    }

    [Fact]
    public void RepeatedMessages_written_and_read_are_the_same()
    {
        RepeatedMessage[] repeats = [new(0, long.MaxValue, true), new(41, 7, false)];
        Assert.Equal(repeats, RepeatedMessages.Read(RepeatedMessages.Write(repeats)));
        Assert.Empty(RepeatedMessages.Read(null));
    }

    private static NewBatch Personal(NewBatch batch, params (string ClientId, byte Content)[] messages) =>
        batch with
        {
            ContentCipher = null,
            Messages =
            [
                .. batch.Messages.Zip(
                    messages,
                    (message, own) =>
                        message with
                        {
                            ContentCipher = [own.Content],
                            ClientId = own.ClientId,
                            Digest = [own.Content],
                        }
                ),
            ],
        };
}
