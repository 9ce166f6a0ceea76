using Microsoft.EntityFrameworkCore;
using Npgsql;
using Yixun.Core.Numbers;
using Yixun.Data.Model;
using Yixun.Data.Numbers;
using Yixun.Data.Store;

namespace Yixun.Data.PostgreSql;

/// <summary>
/// The number plan in PostgreSQL. Every commit raises the plan's revision, by which other processes see the change; that row
/// comes first, so that those who write the plan at the same time wait for each other.
/// </summary>
internal sealed class PostgreSqlNumberPlanStore(PostgreSqlDatabase database) : INumberPlanStore
{
    private const int Portion = 5_000;

    private const string RaiseRevision =
        "INSERT INTO reference_revisions (name, revision) VALUES ($1, 1) "
        + "ON CONFLICT (name) DO UPDATE SET revision = reference_revisions.revision + 1";

    public async Task PutAsync(IEnumerable<NumberSegment> segments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(segments);
        foreach (var portion in segments.Chunk(Portion))
        {
            await CommitAsync(connection => PutAsync(connection, portion), cancellationToken);
        }
    }

    public async Task<bool> RemoveAsync(string prefix, CancellationToken cancellationToken) =>
        await CommitAsync(
            connection =>
                new PostgreSqlStatement(connection, "DELETE FROM number_segments WHERE prefix = $1")
                    .Bind(prefix)
                    .ExecuteAsync(),
            cancellationToken
        ) > 0;

    private static Task<int> PutAsync(NpgsqlConnection connection, NumberSegment[] segments)
    {
        // One statement changes a row once: the last of a prefix replaces those before it.
        var last = new Dictionary<string, NumberSegment>(segments.Length, StringComparer.Ordinal);
        foreach (var segment in segments)
        {
            last[segment.Prefix] = segment;
        }

        var rows = last.Values.ToList();
        return new PostgreSqlStatement(
            connection,
            "INSERT INTO number_segments (prefix, carrier, kind, province) SELECT * FROM unnest($1, $2, $3, $4) "
                + "ON CONFLICT (prefix) DO UPDATE SET carrier = excluded.carrier, kind = excluded.kind, province = excluded.province"
        )
            .Bind(rows.ConvertAll(segment => segment.Prefix).ToArray())
            .Bind(rows.ConvertAll(segment => (short)segment.Carrier).ToArray())
            .Bind(rows.ConvertAll(segment => (short)segment.Kind).ToArray())
            .Bind(rows.ConvertAll(segment => segment.Province).ToArray())
            .ExecuteAsync();
    }

    private async Task<int> CommitAsync(
        Func<NpgsqlConnection, Task<int>> write,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var context = database.CreateContext();
            await context.Database.OpenConnectionAsync(cancellationToken);
            var connection = (NpgsqlConnection)context.Database.GetDbConnection();
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await new PostgreSqlStatement(connection, RaiseRevision)
                .Bind(ReferenceRevisionEntity.NumberPlan)
                .ExecuteAsync();
            var count = await write(connection);
            await transaction.CommitAsync(cancellationToken);
            return count;
        }
        catch (Exception exception)
            when (PostgreSqlFaults.IsOutage(exception) || PostgreSqlFaults.IsStorageFault(exception))
        {
            throw new StoreUnavailableException(
                $"The number plan can't be written: {exception.Message}",
                exception
            );
        }
    }
}
