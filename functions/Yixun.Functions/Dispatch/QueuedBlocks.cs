using Microsoft.EntityFrameworkCore;
using Yixun.Core.Ids;
using Yixun.Core.Messages;
using Yixun.Data.Model;
using Yixun.Data.Store;
using Yixun.Functions.Health;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Dispatch;

/// <summary>
/// Makes the blacklist and refusals count for messages that are already queued on a channel: they become Blocked, unless a
/// daemon has claimed them. What has not been dispatched is asked for by the dispatcher.
/// </summary>
public sealed class QueuedBlocks(
    IDbContextFactory<YixunDbContext> contexts,
    IMessageStore store,
    ReferenceData reference,
    RoadMetrics metrics,
    TimeProvider time
)
{
    private const int PageSize = 1_000;

    /// <summary>
    /// How long a new entry is applied again and again: a process that dispatches may know it later (it reloads every 20
    /// seconds), and the one that made it may have ended before it could apply it.
    /// </summary>
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(2);

    /// <summary>For phones that have just refused marketing messages.</summary>
    /// <returns>How many messages were blocked.</returns>
    public Task<int> OptOutAsync(IReadOnlyList<long> phoneHashes, CancellationToken cancellationToken) =>
        BlockAsync(
            phoneHashes,
            [.. Lanes.All.Where(lane => reference.Lanes[lane].HonoursOptOut)],
            MessageReasons.OptOut,
            cancellationToken
        );

    /// <summary>For phones that have just been put on the blacklist.</summary>
    /// <returns>How many messages were blocked.</returns>
    public Task<int> BlacklistAsync(IReadOnlyList<long> phoneHashes, CancellationToken cancellationToken) =>
        BlockAsync(phoneHashes, [.. Lanes.All], MessageReasons.Blacklist, cancellationToken);

    /// <summary>Applies the entries of the last minutes once more.</summary>
    public async Task RepeatAsync(CancellationToken cancellationToken)
    {
        var since = MessageIdGenerator.LowestAt(time.GetUtcNow() - Again);
        List<long> refused;
        List<long> blocked;
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            refused = await context
                .OptOuts.Where(row => row.Id >= since)
                .Select(row => row.PhoneHash)
                .ToListAsync(cancellationToken);
            blocked = await context
                .BlockedPhones.Where(row => row.Id >= since)
                .Select(row => row.PhoneHash)
                .ToListAsync(cancellationToken);
        }

        await OptOutAsync(refused, cancellationToken);
        await BlacklistAsync(blocked, cancellationToken);
    }

    private async Task<int> BlockAsync(
        IReadOnlyList<long> phoneHashes,
        IReadOnlyList<Lane> lanes,
        string reason,
        CancellationToken cancellationToken
    )
    {
        var count = 0;
        foreach (var hashes in phoneHashes.Chunk(PageSize))
        {
            var queued = await QueuedAsync(hashes, lanes, cancellationToken);
            foreach (var page in queued.Chunk(PageSize))
            {
                count += await store.BlockAsync(page, reason, time.GetUtcNow(), cancellationToken);
            }
        }

        metrics.States.WithLabels(nameof(MessageState.Blocked)).Inc(count);
        return count;
    }

    private async Task<List<long>> QueuedAsync(
        IReadOnlyList<long> hashes,
        IReadOnlyList<Lane> lanes,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var all = await context
            .MessagesOfPhones(hashes, after: 0)
            .Select(row => row.MessageId)
            .Distinct()
            .ToListAsync(cancellationToken);
        var queued = new List<long>();
        foreach (var page in all.Chunk(PageSize))
        {
            var ids = page.ToList();
            queued.AddRange(
                await context
                    .Messages.Where(message =>
                        ids.Contains(message.Id)
                        && message.State == MessageState.Queued
                        && lanes.Contains(message.Lane)
                    )
                    .Select(message => message.Id)
                    .ToListAsync(cancellationToken)
            );
        }

        return queued;
    }
}
