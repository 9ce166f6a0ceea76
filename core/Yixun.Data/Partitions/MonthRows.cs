using Microsoft.EntityFrameworkCore;
using Yixun.Data.Hosting;
using Yixun.Data.Model;

namespace Yixun.Data.Partitions;

/// <summary>Deletes a month's rows in steps, each a short transaction of its own.</summary>
internal sealed class MonthRows(IYixunDatabase database)
{
    private const int Step = 2_000;

    /// <returns>Months before one that have rows in a message table, wherever those are kept; in order.</returns>
    public async Task<IReadOnlyList<MessageMonth>> MonthsBeforeAsync(
        MessageMonth kept,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        IQueryable<long>[] keys =
        [
            context.Messages.Select(message => message.Id),
            context.MessageSegments.Select(segment => segment.MessageId),
            context.Batches.Select(batch => batch.Id),
        ];
        var months = new SortedSet<MessageMonth>();
        foreach (var key in keys)
        {
            // From one month that has rows to the next: a seek each.
            var before = kept.FirstId;
            for (var from = 0L; from < before; )
            {
                var next = await key.Where(id => id >= from && id < before)
                    .OrderBy(id => id)
                    .Select(id => (long?)id)
                    .FirstOrDefaultAsync(cancellationToken);
                if (next is null)
                {
                    break;
                }

                var month = MessageMonth.OfId(next.Value);
                months.Add(month);
                from = month.EndId;
            }
        }

        return [.. months];
    }

    /// <summary>Deletes what belongs to a month's messages, and its replies with theirs.</summary>
    public async Task DeleteDependentsAsync(MessageMonth month, CancellationToken cancellationToken)
    {
        await DeleteClientKeysAsync(month, cancellationToken);
        await DeleteAsync<MmsPartEntity>(month, nameof(MmsPartEntity.BatchId), cancellationToken);
        await DeleteAsync<MmsFallbackEntity>(month, nameof(MmsFallbackEntity.BatchId), cancellationToken);
        await DeleteAsync<MmsLinkEntity>(month, nameof(MmsLinkEntity.MessageId), cancellationToken);
        await DeleteAsync<CallbackEntity>(month, nameof(CallbackEntity.Id), cancellationToken);
        await DeleteAsync<AutoReplyEntity>(month, nameof(AutoReplyEntity.Id), cancellationToken);
        await DeleteAsync<InboundPartEntity>(
            month,
            nameof(InboundPartEntity.InboundMessageId),
            cancellationToken
        );
        await DeleteAsync<InboundSegmentEntity>(month, nameof(InboundSegmentEntity.Id), cancellationToken);
        await DeleteAsync<InboundMessageEntity>(month, nameof(InboundMessageEntity.Id), cancellationToken);
    }

    /// <summary>Deletes a month's messages where no partition held them.</summary>
    public async Task DeleteMessagesAsync(MessageMonth month, CancellationToken cancellationToken)
    {
        await DeleteAsync<MessageSegmentEntity>(
            month,
            nameof(MessageSegmentEntity.MessageId),
            cancellationToken
        );
        await DeleteAsync<MessageEntity>(month, nameof(MessageEntity.Id), cancellationToken);
        await DeleteAsync<BatchEntity>(month, nameof(BatchEntity.Id), cancellationToken);
    }

    /// <param name="key">A property that holds a time-ordered id and leads an index.</param>
    private async Task DeleteAsync<T>(MessageMonth month, string key, CancellationToken cancellationToken)
        where T : class
    {
        var (first, end) = (month.FirstId, month.EndId);
        await using var context = database.CreateContext();
        var rows = context
            .Set<T>()
            .Where(row => EF.Property<long>(row, key) >= first && EF.Property<long>(row, key) < end);
        while (true)
        {
            var last = await rows.OrderBy(row => EF.Property<long>(row, key))
                .Select(row => (long?)EF.Property<long>(row, key))
                .Skip(Step - 1)
                .FirstOrDefaultAsync(cancellationToken);
            await context.DeleteAsync(
                last is null ? rows : rows.Where(row => EF.Property<long>(row, key) <= last),
                cancellationToken
            );
            if (last is null)
            {
                return;
            }
        }
    }

    /// <summary>
    /// Reads through the keys in their own order: an index by time would cost every submission something, and this is done
    /// once a month.
    /// </summary>
    private async Task DeleteClientKeysAsync(MessageMonth month, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        int? system = int.MinValue;
        while (true)
        {
            system = await context
                .ClientKeys.Where(key => key.SystemId > system)
                .MinAsync(key => (int?)key.SystemId, cancellationToken);
            if (system is null)
            {
                return;
            }

            foreach (var ofMessage in new[] { false, true })
            {
                var keys = context.ClientKeys.Where(key =>
                    key.SystemId == system && key.OfMessage == ofMessage
                );
                await DeleteClientKeysAsync(context, keys, month, cancellationToken);
            }
        }
    }

    private static async Task DeleteClientKeysAsync(
        YixunDbContext context,
        IQueryable<ClientKeyEntity> keys,
        MessageMonth month,
        CancellationToken cancellationToken
    )
    {
        var (first, end) = (month.FirstId, month.EndId);
        var after = "";
        while (true)
        {
            var rest = keys.Where(key => string.Compare(key.ClientId, after) > 0);
            var page = await rest.OrderBy(key => key.ClientId)
                .Take(Step)
                .Select(key => new { key.ClientId, key.BatchId })
                .ToListAsync(cancellationToken);
            if (page.Count == 0)
            {
                return;
            }

            var last = page[^1].ClientId;
            if (page.Exists(key => key.BatchId >= first && key.BatchId < end))
            {
                await context.DeleteAsync(
                    rest.Where(key =>
                        string.Compare(key.ClientId, last) <= 0 && key.BatchId >= first && key.BatchId < end
                    ),
                    cancellationToken
                );
            }

            after = last;
        }
    }
}
