using Microsoft.EntityFrameworkCore;
using Yixun.Core.Messages;
using Yixun.Data.Model;

namespace Yixun.Data.Channels;

/// <summary>What channels still have to do, read from the messages. Every question reads a bounded number of rows.</summary>
public sealed class ChannelLoad(IDbContextFactory<YixunDbContext> contexts)
{
    /// <summary>The index on active messages is chosen only where its own condition stands in the query.</summary>
    private const MessageState FirstInactive = (MessageState)10;

    /// <summary>Messages queued on, claimed by or reported through a channel.</summary>
    /// <param name="atMost">Where counting ends.</param>
    public async Task<int> CountActiveAsync(string channelId, int atMost, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var active = 0;
        foreach (var state in new[] { MessageState.Queued, MessageState.Submitting, MessageState.Submitted })
        {
            active += await context
                .Messages.Where(message =>
                    message.State == state && message.State < FirstInactive && message.ChannelId == channelId
                )
                .Take(atMost - active)
                .CountAsync(cancellationToken);
            if (active >= atMost)
            {
                break;
            }
        }

        return active;
    }

    /// <summary>
    /// What waits on which channel and lane, among the oldest queued messages: exact while fewer than the sample wait,
    /// and a lower bound beyond it.
    /// </summary>
    /// <param name="sample">Messages that are read at most.</param>
    public async Task<IReadOnlyList<QueuedLoad>> ReadQueuedAsync(
        int sample,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context
            .Messages.Where(message =>
                message.State == MessageState.Queued
                && message.State < FirstInactive
                && message.ChannelId != null
            )
            .OrderBy(message => message.Id)
            .Take(sample)
            .GroupBy(message => new { message.ChannelId, message.Lane })
            .Select(group => new
            {
                group.Key.ChannelId,
                group.Key.Lane,
                Messages = group.Count(),
                OldestId = group.Min(message => message.Id),
            })
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new QueuedLoad(row.ChannelId!, row.Lane, row.Messages, row.OldestId));
    }
}
