using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.Core.Ids;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Data.Hosting;
using Yixun.Data.Leases;
using Yixun.Data.Model;
using Yixun.Data.Numbers;
using Yixun.Data.Store;

namespace Yixun.Data.Tests;

/// <summary>A migrated database of one test's own, with everything that writes to it. Disposing deletes it.</summary>
public abstract class TemporaryStore : IDbContextFactory<YixunDbContext>, IAsyncDisposable
{
    public const string Channel = "mobile-1";
    public const long Owner = 4711;

    protected TemporaryStore(IMessageStore store)
    {
        Store = store;
        Ids = new MessageIdGenerator(0, Time);
        Leases = new LeaseStore(this, Time);
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public IMessageStore Store { get; }

    public MessageIdGenerator Ids { get; }

    public LeaseStore Leases { get; }

    public abstract INumberPlanStore NumberPlan { get; }

    public abstract IYixunDatabase Site { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));

    public DateTimeOffset Now => Time.GetUtcNow();

    public abstract YixunDbContext CreateDbContext();

    /// <summary>Stops what writes until the returned is set, so that what is called meanwhile falls into one group.</summary>
    public abstract Task<ManualResetEventSlim> HoldWriterAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>A batch of messages that share a text.</summary>
    public NewBatch NewBatch(int messages = 1, Lane lane = Lane.Care, int segments = 1)
    {
        var ids = new long[messages];
        Ids.Fill(ids);
        return new NewBatch
        {
            Id = Ids.Next(),
            SystemId = 1,
            BodyDigest = [1, 2, 3],
            NonceHash = [4, 5, 6],
            Lane = lane,
            ContentCipher = [9],
            AcceptedAt = Now,
            Messages = [.. ids.Select(id => new NewMessage(id, id % 100, [7], null, segments, null, null))],
        };
    }

    public Task<AppendOutcome> AppendAsync(NewBatch batch) => Store.AppendAsync(batch, Cancellation);

    /// <summary>Accepted messages, in order.</summary>
    public async Task<long[]> AcceptAsync(int messages = 1, Lane lane = Lane.Care)
    {
        var batch = NewBatch(messages, lane);
        await AppendAsync(batch);
        return [.. batch.Messages.Select(message => message.Id)];
    }

    public Task<bool[]> DispatchAsync(
        MessageState state,
        IEnumerable<long> ids,
        string? channel = Channel,
        DateTimeOffset? dueAt = null,
        string? reason = null
    ) =>
        Store.ApplyDispatchAsync(
            Lane.Care,
            [
                .. ids.Select(id => new DispatchUpdate(
                    id,
                    state,
                    Carrier.Mobile,
                    channel,
                    reason,
                    "trace",
                    dueAt
                )),
            ],
            Now,
            Cancellation
        );

    /// <summary>Messages that wait for the channel.</summary>
    public async Task<long[]> QueueAsync(int messages = 1, Lane lane = Lane.Care, string channel = Channel)
    {
        var ids = await AcceptAsync(messages, lane);
        Assert.All(await DispatchAsync(MessageState.Queued, ids, channel), Assert.True);
        return ids;
    }

    /// <summary>Messages that a daemon has claimed.</summary>
    public async Task<long[]> SubmitAsync(int messages = 1, Lane lane = Lane.Care, long owner = Owner)
    {
        var ids = await QueueAsync(messages, lane);
        Assert.All(await Store.ClaimAsync(Channel, lane, ids, owner, Cancellation), Assert.True);
        return ids;
    }

    public Task<ReceiptOutcome> ApplyAsync(params SegmentResult[] results) =>
        Store.ApplyReceiptsAsync(results, [], [], Now, Cancellation);

    public Task<ReceiptOutcome> ReportAsync(params CarrierReportResult[] reports) =>
        Store.ApplyReceiptsAsync([], reports, [], Now, Cancellation);

    public async Task<MessageEntity> MessageAsync(long id)
    {
        await using var context = CreateDbContext();
        return await context.Messages.AsNoTracking().SingleAsync(message => message.Id == id, Cancellation);
    }

    public async Task<MessageState> StateAsync(long id) => (await MessageAsync(id)).State;

    public async Task<MessageState[]> StatesAsync(IReadOnlyList<long> ids)
    {
        await using var context = CreateDbContext();
        var states = await context
            .Messages.Where(message => ids.Contains(message.Id))
            .ToDictionaryAsync(message => message.Id, message => message.State, Cancellation);
        return [.. ids.Select(id => states[id])];
    }

    public async Task<T> ReadAsync<T>(Func<YixunDbContext, Task<T>> read)
    {
        await using var context = CreateDbContext();
        return await read(context);
    }
}
