using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;
using Yixun.Data.Store;

namespace Yixun.Data.Sqlite;

/// <summary>
/// The one writer of a SQLite file: a thread that runs everything that waits in one transaction (group commit), so a
/// commit's cost is shared by all who call at the same time. An operation that fails is run alone, so it spoils no other.
/// </summary>
public sealed partial class SqliteWriter : IDisposable
{
    private const int MaximumRowsPerTransaction = 8_000;
    private const int MaximumNewRowsPerTransaction = 1_500;

    private readonly SqliteConnection _connection;
    private readonly SqliteWriteGate _gate;
    private readonly SqliteStatementCache _statements;
    private readonly WriteQueue<Operation> _waiting = new();
    private readonly Thread _thread;
    private readonly ILogger<SqliteWriter> _logger;
    private readonly int _maximumWaitingRows;
    private int _waitingRows;

    /// <param name="database">The file; it exists and has the schema.</param>
    /// <param name="maximumWaitingRows">Rows that may wait before callers that may be refused are refused.</param>
    public SqliteWriter(
        SqliteDatabase database,
        ILogger<SqliteWriter> logger,
        int maximumWaitingRows = 100_000
    )
    {
        _logger = logger;
        _maximumWaitingRows = maximumWaitingRows;
        _gate = database.Gate;
        _connection = database.OpenWriter();
        _statements = new SqliteStatementCache(_connection);
        _thread = new Thread(Run) { IsBackground = true, Name = "sqlite-writer" };
        _thread.Start();
    }

    /// <summary>Rows that wait to be written now.</summary>
    public int WaitingRows => Volatile.Read(ref _waitingRows);

    /// <summary>Transactions committed so far.</summary>
    public long Commits { get; private set; }

    /// <summary>Runs an operation in the next transaction; completes when that is committed.</summary>
    /// <param name="rows">Roughly how many rows it touches.</param>
    /// <param name="work">May be run twice; must only touch the database and its own result.</param>
    /// <param name="refusable">
    /// It takes new messages in: comes after what moves accepted ones on, and is refused with
    /// <see cref="StoreBusyException"/> when too much waits already.
    /// </param>
    internal Task<T> RunAsync<T>(
        int rows,
        Func<SqliteStatementCache, T> work,
        CancellationToken cancellationToken,
        bool refusable = false
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (refusable && Volatile.Read(ref _waitingRows) + rows > _maximumWaitingRows)
        {
            throw new StoreBusyException();
        }

        var operation = new Operation<T>(rows, work);
        Interlocked.Add(ref _waitingRows, rows);
        if (!_waiting.TryAdd(operation, rows, accepts: refusable))
        {
            Interlocked.Add(ref _waitingRows, -rows);
            throw new StoreUnavailableException("The store is closed.");
        }

        return operation.Task;
    }

    /// <summary>Writes what waits, then closes.</summary>
    public void Dispose()
    {
        _waiting.Close();
        _thread.Join();
        _statements.Dispose();
        _connection.Dispose();
        _waiting.Dispose();
    }

    private void Run()
    {
        var group = new List<Operation>();
        while (true)
        {
            group.Clear();
            var rows = _waiting.Take(group, MaximumRowsPerTransaction, MaximumNewRowsPerTransaction);
            if (group.Count == 0)
            {
                return;
            }

            if (!TryCommit(group, out var failure))
            {
                if (group.Count == 1)
                {
                    group[0].Fail(failure!);
                }
                else
                {
                    foreach (var operation in group)
                    {
                        if (!TryCommit([operation], out failure))
                        {
                            operation.Fail(failure!);
                        }
                    }
                }
            }

            Interlocked.Add(ref _waitingRows, -rows);
        }
    }

    private bool TryCommit(List<Operation> group, out Exception? failure)
    {
        _gate.Enter();
        try
        {
            _statements.Get("BEGIN IMMEDIATE").Execute();
            foreach (var operation in group)
            {
                operation.Execute(_statements);
            }

            _statements.Get("COMMIT").Execute();
            Commits++;
        }
        // Whatever an operation throws belongs to its caller; the writer goes on.
        catch (Exception exception)
        {
            failure =
                exception is SqliteException sqlite && IsStorageFault(sqlite.SqliteErrorCode)
                    ? new StoreUnavailableException(exception.Message, exception)
                    : exception;
            RollBack();
            return false;
        }
        finally
        {
            _gate.Leave();
        }

        foreach (var operation in group)
        {
            operation.Complete();
        }

        failure = null;
        return true;
    }

    private void RollBack()
    {
        // An operation may have failed in the middle of reading.
        _statements.ResetAll();
        if (raw.sqlite3_get_autocommit(_connection.Handle!) != 0)
        {
            return;
        }

        try
        {
            _statements.Get("ROLLBACK").Execute();
        }
        catch (SqliteException exception)
        {
            LogRollBackFailed(exception);
        }
    }

    private static bool IsStorageFault(int code) =>
        code
            is raw.SQLITE_FULL
                or raw.SQLITE_IOERR
                or raw.SQLITE_CORRUPT
                or raw.SQLITE_NOTADB
                or raw.SQLITE_CANTOPEN
                or raw.SQLITE_READONLY
                or raw.SQLITE_BUSY
                or raw.SQLITE_LOCKED;

    [LoggerMessage(Level = LogLevel.Error, Message = "A transaction could not be rolled back")]
    private partial void LogRollBackFailed(Exception exception);

    private abstract class Operation(int rows)
    {
        public int Rows { get; } = rows;

        public abstract void Execute(SqliteStatementCache statements);

        public abstract void Complete();

        public abstract void Fail(Exception exception);
    }

    private sealed class Operation<T>(int rows, Func<SqliteStatementCache, T> work) : Operation(rows)
    {
        private readonly TaskCompletionSource<T> _completion = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        private T _result = default!;

        public Task<T> Task => _completion.Task;

        public override void Execute(SqliteStatementCache statements) => _result = work(statements);

        public override void Complete() => _completion.SetResult(_result);

        public override void Fail(Exception exception) => _completion.SetException(exception);
    }
}
