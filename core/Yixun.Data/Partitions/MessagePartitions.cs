using Microsoft.EntityFrameworkCore;
using Yixun.Core.Messages;
using Yixun.Data.Hosting;

namespace Yixun.Data.Partitions;

/// <summary>
/// Keeps the months of the message tables: makes partitions ahead, and takes what is past retention away. On SQLite, which
/// has no partitions, months are deleted in steps. May run in several processes at once, and be cut off anywhere.
/// </summary>
public sealed class MessagePartitions(IYixunDatabase database, RetentionOptions options, TimeProvider time)
{
    /// <summary>Months besides the present one that have partitions already.</summary>
    public const int MonthsAhead = 3;

    private const MessageState FirstInactive = (MessageState)10;

    private readonly MonthRows _rows = new(database);

    /// <summary>Looks, and changes nothing.</summary>
    /// <exception cref="ArgumentException">The retention is not allowed.</exception>
    public async Task<PartitionPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var firstKept = options.FirstKept(time.GetUtcNow());
        var there = await database.Partitions.ReadMonthsAsync(cancellationToken);
        IReadOnlyList<MessageMonth> past = firstKept is { } kept
            ?
            [
                .. there
                    .Where(month => month < kept)
                    .Union(await _rows.MonthsBeforeAsync(kept, cancellationToken))
                    .Order(),
            ]
            : [];
        var held = new List<MessageMonth>();
        await using var context = database.CreateContext();
        foreach (var month in past)
        {
            var (first, end) = (month.FirstId, month.EndId);
            if (
                await context.Messages.AnyAsync(
                    message => message.Id >= first && message.Id < end && message.State < FirstInactive,
                    cancellationToken
                )
            )
            {
                held.Add(month);
            }
        }

        return new PartitionPlan(Missing(there), past, held);
    }

    /// <summary>Does what the plan says.</summary>
    /// <returns>The plan that was done.</returns>
    /// <exception cref="ArgumentException">The retention is not allowed.</exception>
    /// <exception cref="PartitionRightException">The account may not.</exception>
    public async Task<PartitionPlan> ApplyAsync(CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(cancellationToken);
        foreach (var month in plan.Missing)
        {
            await database.Partitions.CreateAsync(month, cancellationToken);
        }

        foreach (var month in plan.Dropped)
        {
            // What depends on the messages goes first: as long as a month has a partition or rows, it is begun again.
            await _rows.DeleteDependentsAsync(month, cancellationToken);
            await database.Partitions.DropAsync(month, cancellationToken);
            await _rows.DeleteMessagesAsync(month, cancellationToken);
        }

        return plan;
    }

    /// <returns>Months from the present one on that have no partition, in order.</returns>
    public async Task<IReadOnlyList<MessageMonth>> MissingAsync(CancellationToken cancellationToken) =>
        Missing(await database.Partitions.ReadMonthsAsync(cancellationToken));

    /// <returns>False where serving processes are to change partitions and the database account may not.</returns>
    public async Task<bool> MayChangeAsync(CancellationToken cancellationToken) =>
        !options.ByTimer || await database.Partitions.MayChangeAsync(cancellationToken);

    /// <summary>Makes the partitions that are missing, and drops none.</summary>
    internal async Task CreateAheadAsync(CancellationToken cancellationToken)
    {
        foreach (var month in await MissingAsync(cancellationToken))
        {
            await database.Partitions.CreateAsync(month, cancellationToken);
        }
    }

    private List<MessageMonth> Missing(IReadOnlySet<MessageMonth> there) =>
        database.Partitions.Exist
            ?
            [
                .. Enumerable
                    .Range(0, MonthsAhead + 1)
                    .Select(MessageMonth.Of(time.GetUtcNow()).Add)
                    .Where(month => !there.Contains(month)),
            ]
            : [];
}
