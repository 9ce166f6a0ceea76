using Microsoft.EntityFrameworkCore;
using Yixun.Data.Partitions;

namespace Yixun.Data.Sqlite;

/// <summary>A file has no partitions; what it keeps of a month besides the rows of all databases is the index of phones.</summary>
internal sealed class SqliteMonths(SqliteDatabase database) : IMonthPartitions
{
    private const int Step = 2_000;

    public bool Exist => false;

    public Task<bool> MayChangeAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<IReadOnlySet<MessageMonth>> ReadMonthsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<MessageMonth>>(new HashSet<MessageMonth>());

    public Task<IReadOnlyList<MonthPartition>> ReadSizesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MonthPartition>>([]);

    public Task CreateAsync(MessageMonth month, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes runs away whose messages are all past; an entry of another run that names a message which is gone is harmless.</summary>
    public async Task DropAsync(MessageMonth month, CancellationToken cancellationToken)
    {
        var end = month.EndId;
        await using var context = database.CreateContext();
        while (await DeleteTailAsync(end)) { }

        var runs = await context
            .PhoneRuns.Where(run => run.LastMessageId < end)
            .Select(run => run.Id)
            .ToListAsync(cancellationToken);
        foreach (var run in runs)
        {
            while (await DeleteEntriesAsync(run)) { }

            await context.DeleteAsync(context.PhoneRuns.Where(row => row.Id == run), cancellationToken);
        }

        async Task<bool> DeleteTailAsync(long before)
        {
            var rows = context.PhoneTail.Where(row => row.MessageId < before);
            var last = await rows.OrderBy(row => row.MessageId)
                .Select(row => (long?)row.MessageId)
                .Skip(Step - 1)
                .FirstOrDefaultAsync(cancellationToken);
            await context.DeleteAsync(
                last is null ? rows : rows.Where(row => row.MessageId <= last),
                cancellationToken
            );
            return last is not null;
        }

        async Task<bool> DeleteEntriesAsync(int run)
        {
            var rows = context.PhoneEntries.Where(row => row.RunId == run);
            var last = await rows.OrderBy(row => row.PhoneHash)
                .Select(row => (long?)row.PhoneHash)
                .Skip(Step - 1)
                .FirstOrDefaultAsync(cancellationToken);
            await context.DeleteAsync(
                last is null ? rows : rows.Where(row => row.PhoneHash <= last),
                cancellationToken
            );
            return last is not null;
        }
    }
}
