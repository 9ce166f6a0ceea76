using Microsoft.EntityFrameworkCore;
using Yixun.Core.Ids;
using Yixun.Core.Messages;
using Yixun.Data.Hosting;

namespace Yixun.Data.Inspection;

/// <summary>
/// How the road stands, for whoever looks from outside. Every question reads a bounded number of rows through an index,
/// however many messages there are.
/// </summary>
public sealed class RoadInspection(IYixunDatabase database)
{
    /// <summary>Rows that a question reads at most.</summary>
    public const int Sample = 20_000;

    /// <summary>The index on active messages is chosen only where its own condition stands in the query.</summary>
    private const MessageState FirstInactive = (MessageState)10;

    /// <summary>Messages that the platform still has work with, by state; never above <see cref="Sample"/>.</summary>
    public async Task<IReadOnlyDictionary<MessageState, int>> CountActiveAsync(
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var counts = new Dictionary<MessageState, int>();
        foreach (var state in Enum.GetValues<MessageState>().Where(state => state < FirstInactive))
        {
            counts[state] = await context
                .Messages.Where(message => message.State == state && message.State < FirstInactive)
                .OrderBy(message => message.Id)
                .Take(Sample)
                .CountAsync(cancellationToken);
        }

        return counts;
    }

    /// <summary>What waits for dispatch or for a channel, among the oldest of each; more than the sample is not told.</summary>
    public async Task<IReadOnlyList<LaneWaiting>> ReadWaitingAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var lanes = new Dictionary<Lane, LaneWaiting>();
        foreach (var state in new[] { MessageState.Accepted, MessageState.Queued })
        {
            var rows = await context
                .Messages.Where(message => message.State == state && message.State < FirstInactive)
                .OrderBy(message => message.Id)
                .Take(Sample)
                .GroupBy(message => message.Lane)
                .Select(group => new
                {
                    Lane = group.Key,
                    Messages = group.Count(),
                    OldestId = group.Min(message => message.Id),
                })
                .ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                var oldest = MessageIdGenerator.TimeOf(row.OldestId);
                lanes[row.Lane] = lanes.TryGetValue(row.Lane, out var other)
                    ? new LaneWaiting(
                        row.Lane,
                        other.Messages + row.Messages,
                        oldest < other.Oldest ? oldest : other.Oldest
                    )
                    : new LaneWaiting(row.Lane, row.Messages, oldest);
            }
        }

        return [.. lanes.Values.OrderBy(lane => lane.Lane)];
    }

    /// <summary>Messages accepted since a time, among the newest batches.</summary>
    public async Task<AcceptedCount> CountAcceptedAsync(
        DateTimeOffset since,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var lowest = MessageIdGenerator.LowestAt(since);
        var newest = await context
            .Batches.Where(batch => batch.Id >= lowest)
            .OrderByDescending(batch => batch.Id)
            .Take(Sample)
            .GroupBy(_ => 1)
            .Select(all => new
            {
                Batches = all.Count(),
                Messages = all.Sum(batch => (long)batch.MessageCount),
                OldestId = all.Min(batch => batch.Id),
            })
            .SingleOrDefaultAsync(cancellationToken);
        return newest is null ? new AcceptedCount(0, since, true)
            : newest.Batches < Sample ? new AcceptedCount(newest.Messages, since, true)
            : new AcceptedCount(newest.Messages, MessageIdGenerator.TimeOf(newest.OldestId), false);
    }

    /// <summary>What the daemons saw since a minute, by channel; without a row for a channel that nothing went over.</summary>
    /// <param name="minute">Unix time in minutes.</param>
    public async Task<IReadOnlyList<ChannelSum>> SumMinutesAsync(
        int minute,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        return await context
            .ChannelMinutes.Where(row => row.Minute >= minute)
            .GroupBy(row => row.ChannelId)
            .Select(group => new ChannelSum(
                group.Key,
                group.Sum(row => (long)row.Submits),
                group.Sum(row => (long)row.Accepted),
                group.Sum(row => (long)row.Rejected),
                group.Sum(row => (long)row.Uncertain),
                group.Sum(row => (long)row.Reports),
                group.Sum(row => (long)row.ReportsDelivered)
            ))
            .ToListAsync(cancellationToken);
    }
}
