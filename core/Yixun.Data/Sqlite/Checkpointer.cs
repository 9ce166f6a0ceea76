using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;
using Yixun.Data.Writing;

namespace Yixun.Data.Sqlite;

/// <summary>
/// Copies the write-ahead log into the database file beside the writer, so that the writer need not stop for it: passes on
/// a thread of its own until little is left, then one short pass of the writer between two transactions, after which the
/// log starts again from its beginning. A reader of an old state puts that off; the log grows meanwhile.
/// </summary>
internal sealed partial class Checkpointer : IDisposable
{
    /// <summary>Pages left that the writer may copy itself.</summary>
    private const int Remainder = 400;
    private const int MaximumPasses = 6;

    private readonly SqliteConnection _connection;
    private readonly WriterMeters _meters;
    private readonly ILogger _logger;
    private readonly int _pages;
    private readonly SemaphoreSlim _signal = new(0);
    private readonly Thread _thread;
    private volatile bool _closed;
    private volatile bool _nearlyDone;
    private bool _running;
    private long _written;

    /// <param name="connection">Of its own; disposed with it.</param>
    /// <param name="pages">Pages in the log that start a checkpoint.</param>
    public Checkpointer(SqliteConnection connection, int pages, WriterMeters meters, ILogger logger)
    {
        _connection = connection;
        _pages = pages;
        _meters = meters;
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = "sqlite-checkpoint" };
        _thread.Start();
    }

    /// <summary>The writer's, after each transaction: starts or ends a checkpoint when it is time.</summary>
    /// <param name="writer">Its connection, outside of a transaction.</param>
    public void AfterCommit(SqliteConnection writer)
    {
        _ = raw.sqlite3_db_status(writer.Handle!, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var written, out _, 1);
        _written += written;
        if (_nearlyDone)
        {
            _nearlyDone = false;
            _running = false;
            // With all copied the next transaction starts the log again; else the next try comes after as much again.
            _written = Copy(writer) == 0 ? 0 : _pages / 2;
        }
        else if (!_running && _written >= _pages)
        {
            _running = true;
            _signal.Release();
        }
    }

    public void Dispose()
    {
        _closed = true;
        _signal.Release();
        _thread.Join();
        _connection.Dispose();
        _signal.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _signal.Wait();
            if (_closed)
            {
                return;
            }

            for (var pass = 0; pass < MaximumPasses && !_closed && Copy(_connection) > Remainder; pass++) { }

            _nearlyDone = true;
        }
    }

    /// <returns>Pages that are left.</returns>
    private int Copy(SqliteConnection connection)
    {
        var begun = Stopwatch.GetTimestamp();
        var code = raw.sqlite3_wal_checkpoint_v2(
            connection.Handle!,
            "main",
            raw.SQLITE_CHECKPOINT_PASSIVE,
            out var inLog,
            out var copied
        );
        _meters.Checkpointed(Stopwatch.GetTimestamp() - begun);
        if (code != raw.SQLITE_OK && code != raw.SQLITE_BUSY)
        {
            // A full disk, say: what is in the log stays there, and is safe.
            LogFailed(code);
        }

        return Math.Max(0, inLog - copied);
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The write-ahead log could not be copied into the database: SQLite error {Code}"
    )]
    private partial void LogFailed(int code);
}
