using System.Data.Common;
using System.Diagnostics;
using System.Security.Cryptography;
using Yixun.Data.Writing;

namespace Yixun.Data.Server;

/// <summary>
/// One connection of the store's own that commits groups of operations. Each transaction leaves a row of its own in
/// <see cref="WriterCommitEntity"/>'s table: when the connection is lost before the answer to COMMIT, that row tells what
/// became of it.
/// </summary>
internal sealed class WriterConnection(IServerDatabase database, TimeProvider time, WriterMeters meters)
    : IAsyncDisposable
{
    /// <summary>Transactions after which the rows of earlier ones are deleted.</summary>
    private const int CommitsKept = 1_000;

    private static readonly TimeSpan OldestCommit = TimeSpan.FromDays(7);
    private static readonly TimeSpan ReopenPause = TimeSpan.FromMilliseconds(200);

    private readonly long _writer = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & long.MaxValue;
    private StoreSession? _session;
    private long _sequence;

    /// <summary>What the last transaction that was not committed met.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Opens the connection where it is not open.</summary>
    /// <returns>False when the server does not let it; see <see cref="Fault"/>.</returns>
    public async Task<bool> TryOpenAsync()
    {
        if (_session is { IsOpen: true })
        {
            return true;
        }

        await DropAsync();
        try
        {
            _session = await database.OpenWriterAsync(CancellationToken.None);
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
        var session = _session!;
        var sequence = ++_sequence;
        try
        {
            await using var transaction = await session.BeginAsync(CancellationToken.None);
            await MarkAsync(session, sequence);
            await GroupExecution.RunAsync(session, group, meters);
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
            return await OutcomeOfAsync(session, exception);
        }

        return await FindOutAsync(sequence, stopping) ? CommitOutcome.Committed : CommitOutcome.Lost;
    }

    /// <summary>Takes away what this connection left to tell its transactions by, and closes it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_session is { IsOpen: true } session && _sequence > 0)
            {
                await ForgetAsync(session, _sequence);
            }
        }
        catch (Exception exception) when (database.Faults.IsOutage(exception))
        {
            // The next writer deletes what is old.
            Fault = exception;
        }

        await DropAsync();
    }

    /// <returns>Null when the connection was lost before the answer.</returns>
    private async Task<CommitOutcome?> EndAsync(DbTransaction transaction)
    {
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
            return CommitOutcome.Committed;
        }
        catch (Exception exception) when (database.Faults.IsRolledBack(exception))
        {
            Fault = exception;
            return database.Faults.IsConflict(exception) ? CommitOutcome.Conflict : CommitOutcome.Failed;
        }
        catch (Exception exception)
        {
            Fault = exception;
            return null;
        }
    }

    private async Task<CommitOutcome> OutcomeOfAsync(StoreSession session, Exception exception)
    {
        if (database.Faults.IsConflict(exception))
        {
            return CommitOutcome.Conflict;
        }

        var lost = database.Faults.IsOutage(exception) || !session.IsOpen;
        if (lost)
        {
            // Its transaction ends with it.
            await DropAsync();
            return CommitOutcome.Lost;
        }

        return CommitOutcome.Failed;
    }

    private async Task MarkAsync(StoreSession session, long sequence)
    {
        await KeepAsync(session, session.Sql.KeepCommit, sequence);
        if (sequence % CommitsKept == 1)
        {
            await ForgetAsync(session, sequence - 1);
            await session
                .Statement(session.Sql.ForgetOldCommits)
                .Bind(time.GetUtcNow().Subtract(OldestCommit).ToUnixTimeMilliseconds())
                .ExecuteAsync();
        }
    }

    private Task<int> KeepAsync(StoreSession session, string statement, long sequence) =>
        session
            .Statement(statement)
            .Bind(_writer)
            .Bind(sequence)
            .Bind(time.GetUtcNow().ToUnixTimeMilliseconds())
            .ExecuteAsync();

    private Task<int> ForgetAsync(StoreSession session, long last) =>
        session.Statement(session.Sql.ForgetCommits).Bind(_writer).Bind(last).ExecuteAsync();

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
                    return await KeepAsync(_session!, _session!.Sql.KeepMissingCommit, sequence) == 0;
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
        if (_session is { } session)
        {
            _session = null;
            await session.DisposeAsync();
        }
    }
}
