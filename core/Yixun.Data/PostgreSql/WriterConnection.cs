using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;
using Yixun.Data.Writing;

namespace Yixun.Data.PostgreSql;

/// <summary>
/// One connection of the store's own that commits groups of operations. Each transaction leaves a row of its own in
/// <see cref="WriterCommitEntity"/>'s table: when the connection is lost before the answer to COMMIT, that row tells what
/// became of it.
/// </summary>
internal sealed class WriterConnection(PostgreSqlDatabase database, TimeProvider time, WriterMeters meters)
    : IAsyncDisposable
{
    /// <summary>Transactions after which the rows of earlier ones are deleted.</summary>
    private const int CommitsKept = 1_000;

    private static readonly TimeSpan OldestCommit = TimeSpan.FromDays(7);
    private static readonly TimeSpan ReopenPause = TimeSpan.FromMilliseconds(200);

    private readonly long _writer = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & long.MaxValue;
    private NpgsqlConnection? _connection;
    private long _sequence;

    /// <summary>What the last transaction that was not committed met.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Opens the connection where it is not open.</summary>
    /// <returns>False when the server does not let it; see <see cref="Fault"/>.</returns>
    public async Task<bool> TryOpenAsync()
    {
        if (_connection is { FullState: System.Data.ConnectionState.Open })
        {
            return true;
        }

        await DropAsync();
        try
        {
            _connection = await database.OpenWriterAsync(CancellationToken.None);
            return true;
        }
        // Whatever keeps it from being opened: nothing was asked of it yet.
        catch (Exception exception)
        {
            Fault = exception;
            return false;
        }
    }

    /// <summary>Runs a group in one transaction on the open connection.</summary>
    /// <param name="stopping">Ends the search for what became of a transaction, by an exception.</param>
    public async Task<CommitOutcome> CommitAsync(
        IReadOnlyList<StoreOperation> group,
        CancellationToken stopping
    )
    {
        var connection = _connection!;
        var sequence = ++_sequence;
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            await MarkAsync(connection, sequence);
            await GroupExecution.RunAsync(connection, group, meters);
            var begun = Stopwatch.GetTimestamp();
            if (await EndAsync(transaction) is { } ended)
            {
                if (ended == CommitOutcome.Committed)
                {
                    meters.Committed(Stopwatch.GetTimestamp() - begun);
                }

                return ended;
            }
        }
        // Whatever an operation throws belongs to its caller; COMMIT was not sent.
        catch (Exception exception)
        {
            Fault = exception;
            return await OutcomeOfAsync(connection, exception);
        }

        return await FindOutAsync(sequence, stopping) ? CommitOutcome.Committed : CommitOutcome.Lost;
    }

    /// <summary>Takes away what this connection left to tell its transactions by, and closes it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_connection is { FullState: System.Data.ConnectionState.Open } connection && _sequence > 0)
            {
                await ForgetAsync(connection, _sequence);
            }
        }
        catch (Exception exception) when (PostgreSqlFaults.IsOutage(exception))
        {
            // The next writer deletes what is old.
            Fault = exception;
        }

        await DropAsync();
    }

    /// <returns>Null when the connection was lost before the answer.</returns>
    private async Task<CommitOutcome?> EndAsync(NpgsqlTransaction transaction)
    {
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
            return CommitOutcome.Committed;
        }
        catch (Exception exception) when (PostgreSqlFaults.IsRolledBack(exception))
        {
            Fault = exception;
            return PostgreSqlFaults.IsConflict(exception) ? CommitOutcome.Conflict : CommitOutcome.Failed;
        }
        catch (Exception exception)
        {
            Fault = exception;
            return null;
        }
    }

    private async Task<CommitOutcome> OutcomeOfAsync(NpgsqlConnection connection, Exception exception)
    {
        if (PostgreSqlFaults.IsConflict(exception))
        {
            return CommitOutcome.Conflict;
        }

        var lost =
            PostgreSqlFaults.IsOutage(exception) || connection.FullState != System.Data.ConnectionState.Open;
        if (lost)
        {
            // Its transaction ends with it.
            await DropAsync();
            return CommitOutcome.Lost;
        }

        return CommitOutcome.Failed;
    }

    private async Task MarkAsync(NpgsqlConnection connection, long sequence)
    {
        await InsertMarkAsync(connection, sequence);
        if (sequence % CommitsKept == 1)
        {
            await ForgetAsync(connection, sequence - 1);
            await new PostgreSqlStatement(
                connection,
                "DELETE FROM writer_commits WHERE (writer, sequence) IN (SELECT writer, sequence FROM writer_commits "
                    + "WHERE written_at < $1 FOR UPDATE SKIP LOCKED)"
            )
                .Bind(time.GetUtcNow().Subtract(OldestCommit).ToUnixTimeMilliseconds())
                .ExecuteAsync();
        }
    }

    private Task<int> InsertMarkAsync(NpgsqlConnection connection, long sequence) =>
        new PostgreSqlStatement(
            connection,
            "INSERT INTO writer_commits (writer, sequence, written_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
        )
            .Bind(_writer)
            .Bind(sequence)
            .Bind(time.GetUtcNow().ToUnixTimeMilliseconds())
            .ExecuteAsync();

    private Task<int> ForgetAsync(NpgsqlConnection connection, long last) =>
        new PostgreSqlStatement(connection, "DELETE FROM writer_commits WHERE writer = $1 AND sequence <= $2")
            .Bind(_writer)
            .Bind(last)
            .ExecuteAsync();

    /// <summary>
    /// Whether a transaction was committed. Leaves its row where it is missing: that waits for a transaction that is still
    /// being committed, and keeps one that hangs somewhere from being committed later.
    /// </summary>
    private async Task<bool> FindOutAsync(long sequence, CancellationToken stopping)
    {
        await DropAsync();
        while (true)
        {
            try
            {
                if (await TryOpenAsync())
                {
                    return await InsertMarkAsync(_connection!, sequence) == 0;
                }
            }
            // Whatever the server says instead of an answer: callers wait for what is true.
            catch (Exception exception)
            {
                Fault = exception;
                await DropAsync();
            }

            await Task.Delay(ReopenPause, time, stopping);
        }
    }

    private async ValueTask DropAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
