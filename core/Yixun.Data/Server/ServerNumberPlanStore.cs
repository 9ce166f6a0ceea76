using Yixun.Core.Numbers;
using Yixun.Data.Model;
using Yixun.Data.Numbers;
using Yixun.Data.Store;

namespace Yixun.Data.Server;

/// <summary>
/// The number plan on a database server. Every commit raises the plan's revision, by which other processes see the change;
/// that row comes first, so that those who write the plan at the same time wait for each other.
/// </summary>
internal sealed class ServerNumberPlanStore(IServerDatabase database) : INumberPlanStore
{
    private const int Portion = 5_000;

    public async Task PutAsync(IEnumerable<NumberSegment> segments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(segments);
        foreach (var portion in segments.Chunk(Portion))
        {
            await CommitAsync(session => PutAsync(session, portion), cancellationToken);
        }
    }

    public async Task<bool> RemoveAsync(string prefix, CancellationToken cancellationToken) =>
        await CommitAsync(
            session => session.Statement(session.Sql.RemoveNumberSegment).Bind(prefix).ExecuteAsync(),
            cancellationToken
        ) > 0;

    private static Task<int> PutAsync(StoreSession session, NumberSegment[] segments)
    {
        // One statement changes a row once: the last of a prefix replaces those before it.
        var last = new Dictionary<string, NumberSegment>(segments.Length, StringComparer.Ordinal);
        foreach (var segment in segments)
        {
            last[segment.Prefix] = segment;
        }

        var rows = last.Values.ToList();
        return session
            .Statement(session.Sql.PutNumberSegments)
            .Set(rows.ConvertAll(segment => segment.Prefix).ToArray())
            .Set(rows.ConvertAll(segment => (short)segment.Carrier).ToArray())
            .Set(rows.ConvertAll(segment => (short)segment.Kind).ToArray())
            .Set(rows.ConvertAll(segment => segment.Province).ToArray())
            .ExecuteAsync();
    }

    private async Task<int> CommitAsync(
        Func<StoreSession, Task<int>> write,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var session = await database.OpenPooledAsync(cancellationToken);
            await using var transaction = await session.BeginAsync(cancellationToken);
            await session
                .Statement(session.Sql.RaiseRevision)
                .Bind(ReferenceRevisionEntity.NumberPlan)
                .ExecuteAsync();
            var count = await write(session);
            await transaction.CommitAsync(cancellationToken);
            return count;
        }
        catch (Exception exception)
            when (database.Faults.IsOutage(exception) || database.Faults.IsStorageFault(exception))
        {
            throw new StoreUnavailableException(
                $"The number plan can't be written: {exception.Message}",
                exception
            );
        }
    }
}
