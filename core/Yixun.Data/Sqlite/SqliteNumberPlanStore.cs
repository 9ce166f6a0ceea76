using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Yixun.Core.Numbers;
using Yixun.Data.Model;
using Yixun.Data.Numbers;
using Yixun.Data.Store;

namespace Yixun.Data.Sqlite;

/// <summary>The number plan in SQLite. Every commit raises the plan's revision, by which other processes see the change.</summary>
internal sealed class SqliteNumberPlanStore(SqliteDatabase database) : INumberPlanStore
{
    /// <summary>Some 20 ms of the one writer's time.</summary>
    private const int Portion = 5_000;

    private const string RaiseRevision =
        "INSERT INTO reference_revisions (name, revision) VALUES ('"
        + ReferenceRevisionEntity.NumberPlan
        + "', 1) ON CONFLICT (name) DO UPDATE SET revision = revision + 1";

    public async Task PutAsync(IEnumerable<NumberSegment> segments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(segments);
        await using var context = database.CreateContext();
        await context.Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        foreach (var portion in segments.Chunk(Portion))
        {
            await CommitAsync(
                connection,
                transaction => Put(connection, transaction, portion),
                cancellationToken
            );
        }
    }

    public async Task<bool> RemoveAsync(string prefix, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await context.Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        return await CommitAsync(
                connection,
                transaction =>
                {
                    using var delete = connection.CreateCommand();
                    delete.Transaction = transaction;
                    delete.CommandText = "DELETE FROM number_segments WHERE prefix = $prefix";
                    delete.Parameters.AddWithValue("$prefix", prefix);
                    return delete.ExecuteNonQuery();
                },
                cancellationToken
            ) > 0;
    }

    private async Task<int> CommitAsync(
        SqliteConnection connection,
        Func<SqliteTransaction, int> write,
        CancellationToken cancellationToken
    )
    {
        await database.Gate.EnterAsync(cancellationToken);
        try
        {
            // Rows that are in memory already: nothing here waits for anything but the file.
            using var transaction = connection.BeginTransaction(deferred: false);
            var count = write(transaction);
            using var raise = connection.CreateCommand();
            raise.Transaction = transaction;
            raise.CommandText = RaiseRevision;
            raise.ExecuteNonQuery();
            transaction.Commit();
            return count;
        }
        catch (SqliteException exception)
        {
            throw new StoreUnavailableException(
                $"The number plan can't be written: {exception.Message}",
                exception
            );
        }
        finally
        {
            database.Gate.Leave();
        }
    }

    private static int Put(
        SqliteConnection connection,
        SqliteTransaction transaction,
        NumberSegment[] segments
    )
    {
        using var put = connection.CreateCommand();
        put.Transaction = transaction;
        put.CommandText =
            "INSERT INTO number_segments (prefix, carrier, kind, province) VALUES ($prefix, $carrier, $kind, $province) "
            + "ON CONFLICT (prefix) DO UPDATE SET carrier = excluded.carrier, kind = excluded.kind, province = excluded.province";
        var prefix = put.Parameters.Add("$prefix", SqliteType.Text);
        var carrier = put.Parameters.Add("$carrier", SqliteType.Integer);
        var kind = put.Parameters.Add("$kind", SqliteType.Integer);
        var province = put.Parameters.Add("$province", SqliteType.Text);
        foreach (var segment in segments)
        {
            prefix.Value = segment.Prefix;
            carrier.Value = (long)segment.Carrier;
            kind.Value = (long)segment.Kind;
            province.Value = (object?)segment.Province ?? DBNull.Value;
            put.ExecuteNonQuery();
        }

        return segments.Length;
    }
}
