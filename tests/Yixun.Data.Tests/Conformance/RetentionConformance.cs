using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Core.Mms;
using Yixun.Core.Routing;
using Yixun.Data.Model;
using Yixun.Data.Partitions;
using Yixun.Data.Store;

namespace Yixun.Data.Tests.Conformance;

public abstract class RetentionConformance(IStoreSource stores)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ApplyAsync_takes_away_the_months_past_retention_and_nothing_else()
    {
        await using var store = await stores.CreateAsync();
        await Partitions(store).ApplyAsync(Cancellation);
        await UseAMonthAsync(store, "november", over: true);
        var november = await CountAsync(store);
        store.Time.Advance(TimeSpan.FromDays(20));
        await UseAMonthAsync(store, "december", over: true);
        var both = await CountAsync(store);
        Assert.All(both, table => Assert.Equal(2 * november[table.Key], table.Value));
        Assert.DoesNotContain(0, november.Values);

        store.Time.Advance(TimeSpan.FromDays(180));
        var plan = await Partitions(store).ApplyAsync(Cancellation);

        Assert.Equal(["2026-11"], plan.Dropped.Select(month => month.ToString()));
        Assert.Equal(november, await CountAsync(store));
        var keys = await store.ReadAsync(context =>
            context.ClientKeys.Select(key => key.ClientId).ToListAsync(Cancellation)
        );
        Assert.All(keys, key => Assert.StartsWith("december", key, StringComparison.Ordinal));
        Assert.Empty((await Partitions(store).PlanAsync(Cancellation)).Past);
    }

    [Fact]
    public async Task ApplyAsync_month_with_a_message_that_is_not_over_stays_whole()
    {
        await using var store = await stores.CreateAsync();
        await UseAMonthAsync(store, "november", over: false);
        var before = await CountAsync(store);
        store.Time.Advance(TimeSpan.FromDays(200));

        var plan = await Partitions(store).ApplyAsync(Cancellation);

        Assert.Equal(["2026-11"], plan.Held.Select(month => month.ToString()));
        Assert.Empty(plan.Dropped);
        Assert.Equal(before, await CountAsync(store));
    }

    [Fact]
    public async Task ApplyAsync_retention_for_ever_keeps_everything()
    {
        await using var store = await stores.CreateAsync();
        await UseAMonthAsync(store, "november", over: true);
        store.Time.Advance(TimeSpan.FromDays(3650));
        Assert.Empty((await Partitions(store, 0).ApplyAsync(Cancellation)).Past);
        Assert.NotEqual(0, (await CountAsync(store))["messages"]);
    }

    [Fact]
    public async Task ApplyAsync_shorter_than_the_law_asks_for_is_refused()
    {
        await using var store = await stores.CreateAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => Partitions(store, 5).ApplyAsync(Cancellation));
    }

    protected static MessagePartitions Partitions(TemporaryStore store, int months = 6) =>
        new(store.Site, new RetentionOptions { MessagesMonths = months }, store.Time);

    /// <summary>Rows in every table that grows with messages: more messages than one step deletes.</summary>
    private static async Task UseAMonthAsync(TemporaryStore store, string name, bool over)
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
        var batch = store.NewBatch(2_100) with
        {
            ClientId = name,
            Kind = ChannelKind.Mms,
            Mms = new NewMms([part], [1]),
        };
        batch = batch with
        {
            Messages =
            [
                .. batch.Messages.Select(
                    (message, index) => message with { ClientId = $"{name}-{index}", Digest = [1] }
                ),
            ],
        };
        await store.AppendAsync(batch);
        var ids = batch.Messages.Select(message => message.Id).ToArray();
        await store.Store.ApplyDispatchAsync(
            Lane.Care,
            [
                new DispatchUpdate(
                    ids[0],
                    MessageState.Queued,
                    Core.Numbers.Carrier.Unicom,
                    TemporaryStore.Channel,
                    null,
                    null,
                    null,
                    new FallenBack($"token-{name}", batch.Id, [1], 1, store.Now)
                ),
            ],
            store.Now,
            Cancellation
        );
        await store.Store.ClaimAsync(TemporaryStore.Channel, Lane.Care, ids[..1], 1, Cancellation);
        await store.ApplyAsync(Segments.Refused(ids[0]));
        await store.Store.FailAsync(
            over ? ids : ids[..5],
            MessageReasons.Unreadable,
            store.Now,
            Cancellation
        );
        await using var context = store.CreateDbContext();
        var reply = store.Ids.Next();
        context.Add(
            new InboundMessageEntity
            {
                Id = reply,
                ChannelId = TemporaryStore.Channel,
                PhoneCipher = [1],
                ToNumber = "1069",
                ContentCipher = [1],
            }
        );
        context.Add(
            new InboundSegmentEntity
            {
                Id = store.Ids.Next(),
                ChannelId = TemporaryStore.Channel,
                CarrierId = name,
                ToNumber = "1069",
                ContentCipher = [],
            }
        );
        context.Add(
            new InboundPartEntity
            {
                Id = store.Ids.Next(),
                InboundMessageId = reply,
                ContentType = "image/png",
                Name = "a",
                Cipher = [1],
            }
        );
        context.Add(
            new AutoReplyEntity
            {
                Id = store.Ids.Next(),
                InboundMessageId = reply,
                Text = "a",
            }
        );
        context.Add(
            new CallbackEntity
            {
                Id = store.Ids.Next(),
                Kind = "reply",
                SubjectId = reply,
                BodyCipher = [1],
            }
        );
        await context.SaveChangesAsync(Cancellation);
    }

    private static async Task<Dictionary<string, int>> CountAsync(TemporaryStore store)
    {
        await using var context = store.CreateDbContext();
        return new Dictionary<string, int>
        {
            ["messages"] = await context.Messages.CountAsync(Cancellation),
            ["segments"] = await context.MessageSegments.CountAsync(Cancellation),
            ["batches"] = await context.Batches.CountAsync(Cancellation),
            ["keys"] = await context.ClientKeys.CountAsync(Cancellation),
            ["parts"] = await context.MmsParts.CountAsync(Cancellation),
            ["fallbacks"] = await context.MmsFallbacks.CountAsync(Cancellation),
            ["links"] = await context.MmsLinks.CountAsync(Cancellation),
            ["replies"] = await context.InboundMessages.CountAsync(Cancellation),
            ["replySegments"] = await context.InboundSegments.CountAsync(Cancellation),
            ["replyParts"] = await context.InboundParts.CountAsync(Cancellation),
            ["answers"] = await context.AutoReplies.CountAsync(Cancellation),
            ["callbacks"] = await context.Callbacks.CountAsync(Cancellation),
            ["phones"] = await context.MessagesOfPhone(1).CountAsync(Cancellation),
        };
    }
}
