using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;
using Yixun.Data.Store;
using Yixun.Data.Writing;

namespace Yixun.Data.Sqlite;

/// <summary>
/// The one writer of a SQLite file: a thread that runs everything that waits in one transaction (group commit), so a
/// commit's cost is shared by all who call at the same time. An operation that fails is run alone, so it spoils no other.
/// The writer does not wait for the disk: <see cref="WalFlusher"/> makes transactions durable behind it, and only then are
/// their callers told. What others may read before that is what a crash would take back together with everything after it.
/// </summary>
public sealed partial class SqliteWriter : IStoreWriter, IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteWriteGate _gate;
    private readonly SqliteStatementCache _statements;
    private readonly WriteQueue<WriteOperation> _waiting = new();
    private readonly WalFlusher _flusher;
    private readonly Checkpointer _checkpointer;
    private readonly Thread _thread;
    private readonly ILogger<SqliteWriter> _logger;
    private readonly int _maximumWaitingRows;
    private readonly FreeSpace _space;
    private int _waitingRows;
    private int _disposed;

    /// <param name="database">The file; it exists and has the schema.</param>
    /// <param name="maximumWaitingRows">Rows that may wait before callers that may be refused are refused.</param>
    /// <param name="checkpointPages">Pages in the write-ahead log that start copying it into the database file.</param>
    /// <param name="space">The disk; null looks at the database's with the usual minimum.</param>
    public SqliteWriter(
        SqliteDatabase database,
        ILogger<SqliteWriter> logger,
        int maximumWaitingRows = 100_000,
        int checkpointPages = 32_768,
        FreeSpace? space = null
    )
    {
        _logger = logger;
        _maximumWaitingRows = maximumWaitingRows;
        _space = space ?? new FreeSpace(database.Path);
        _gate = database.Gate;
        _connection = database.OpenWriter();
        _statements = new SqliteStatementCache(_connection);
        _flusher = new WalFlusher(database.Path + "-wal", Meters, LogFlushFailed);
        _checkpointer = new Checkpointer(database.OpenWriter(), checkpointPages, Meters, logger);
        _thread = new Thread(Run) { IsBackground = true, Name = "sqlite-writer" };
        _thread.Start();
    }

    public int WaitingRows => Volatile.Read(ref _waitingRows);

    public WriterMeters Meters { get; } = new();

    /// <summary>Why nothing can be written any more in this process; null while all is well.</summary>
    public StoreUnavailableException? Failure => _flusher.Failure;

    /// <summary>False while the disk is too full to take new messages in; what was accepted still moves on.</summary>
    public bool HasSpace => _space.IsEnough;

    /// <summary>Runs an operation in the next transaction; completes when that is durable.</summary>
    /// <param name="rows">Roughly how many rows it touches.</param>
    /// <param name="work">May be run twice; must only touch the database and its own result.</param>
    /// <param name="refusable">
    /// It takes new messages in: refused with <see cref="StoreBusyException"/> when too much waits already.
    /// </param>
    /// <exception cref="StoreUnavailableException">
    /// The store is closed, or its log could not be flushed; or it takes new messages in and the disk is almost full.
    /// </exception>
    internal Task<T> RunAsync<T>(
        WriteKind kind,
        WriteUrgency urgency,
        int rows,
        Func<SqliteStatementCache, T> work,
        CancellationToken cancellationToken,
        bool refusable = false
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Failure is { } failure)
        {
            throw failure;
        }

        if (refusable)
        {
            RefuseIfFull(rows);
        }

        var operation = new WriteOperation<T>(kind, rows, work, Finished);
        Interlocked.Add(ref _waitingRows, rows);
        if (!_waiting.TryAdd(operation, rows, urgency))
        {
            Finished(rows);
            throw new StoreUnavailableException("The store is closed.");
        }

        return operation.Task;
    }

    /// <summary>Writes what waits, then closes. A container that knows it by two names calls this twice.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _waiting.Close();
        _thread.Join();
        _flusher.Dispose();
        _checkpointer.Dispose();
        _statements.Dispose();
        _connection.Dispose();
        _waiting.Dispose();
    }

    private void RefuseIfFull(int rows)
    {
        if (Volatile.Read(ref _waitingRows) + rows > _maximumWaitingRows)
        {
            throw new StoreBusyException();
        }

        if (!HasSpace)
        {
            throw new StoreUnavailableException("The disk of the database is almost full.");
        }
    }

    private void Finished(int rows) => Interlocked.Add(ref _waitingRows, -rows);

    private void Run()
    {
        var group = new List<WriteOperation>();
        while (true)
        {
            group.Clear();
            if (!_waiting.Take(group))
            {
                return;
            }

            if (TryCommit(group, out var failure))
            {
                _flusher.Add(group);
            }
            else if (group.Count == 1)
            {
                group[0].Fail(failure!);
            }
            else
            {
                RunAlone(group);
            }

            _checkpointer.AfterCommit(_connection);
        }
    }

    private void RunAlone(List<WriteOperation> group)
    {
        foreach (var operation in group)
        {
            List<WriteOperation> alone = [operation];
            if (TryCommit(alone, out var failure))
            {
                _flusher.Add(alone);
            }
            else
            {
                operation.Fail(failure!);
            }
        }
    }

    private bool TryCommit(List<WriteOperation> group, out Exception? failure)
    {
        failure = Failure;
        if (failure is not null)
        {
            return false;
        }

        _gate.Enter();
        try
        {
            _statements.Get("BEGIN IMMEDIATE").Execute();
            var last = Stopwatch.GetTimestamp();
            foreach (var operation in group)
            {
                operation.Execute(_statements);
                var now = Stopwatch.GetTimestamp();
                Meters.Executed(operation.Kind, operation.Rows, now - last);
                last = now;
            }

            _statements.Get("COMMIT").Execute();
            Meters.Committed(Stopwatch.GetTimestamp() - last);
            return true;
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

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "The log of the database can't be flushed to disk: nothing is accepted until the process is started again"
    )]
    private partial void LogFlushFailed(Exception exception);
}
