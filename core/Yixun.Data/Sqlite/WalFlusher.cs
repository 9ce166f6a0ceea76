using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Yixun.Data.Store;
using Yixun.Data.Writing;

namespace Yixun.Data.Sqlite;

/// <summary>
/// Makes committed transactions durable on a thread of its own: one flush of the write-ahead log covers every transaction
/// that was committed before it began, while the writer goes on with the next. Whoever waits for an operation is told
/// after the flush. Once a flush has failed nothing is durable any more until the process starts again: the kernel may
/// have dropped the pages, and everything after the gap would be lost in a crash.
/// </summary>
/// <param name="path">The log: the database's path with "-wal". It must exist and stay the same file.</param>
/// <param name="failed">Told once, with why.</param>
internal sealed partial class WalFlusher : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _signal = new(0);
    private readonly SafeFileHandle _log;
    private readonly WriterMeters _meters;
    private readonly Action<Exception> _failed;
    private readonly Thread _thread;
    private List<WriteOperation> _committed = [];
    private bool _closed;
    private StoreUnavailableException? _failure;

    public WalFlusher(string path, WriterMeters meters, Action<Exception> failed)
    {
        // Sharing everything takes no lock on the file.
        _log = File.OpenHandle(
            path,
            FileMode.Open,
            FileAccess.ReadWrite,
            FileShare.ReadWrite | FileShare.Delete
        );
        _meters = meters;
        _failed = failed;
        _thread = new Thread(Run) { IsBackground = true, Name = "sqlite-flusher" };
        _thread.Start();
    }

    /// <summary>Why nothing can be made durable; null while all is well.</summary>
    public StoreUnavailableException? Failure => Volatile.Read(ref _failure);

    /// <summary>Operations of a transaction that was committed and not flushed.</summary>
    public void Add(List<WriteOperation> committed)
    {
        bool wake;
        lock (_gate)
        {
            wake = _committed.Count == 0;
            _committed.AddRange(committed);
        }

        if (wake)
        {
            _signal.Release();
        }
    }

    /// <summary>Flushes what is committed, then ends.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
        }

        _signal.Release();
        _thread.Join();
        _log.Dispose();
        _signal.Dispose();
    }

    private void Run()
    {
        var flushing = new List<WriteOperation>();
        while (true)
        {
            lock (_gate)
            {
                (flushing, _committed) = (_committed, flushing);
                if (flushing.Count == 0 && _closed)
                {
                    return;
                }
            }

            if (flushing.Count == 0)
            {
                _signal.Wait();
                continue;
            }

            Flush(flushing);
            flushing.Clear();
        }
    }

    private void Flush(List<WriteOperation> operations)
    {
        if (Failure is null)
        {
            try
            {
                var begun = Stopwatch.GetTimestamp();
                FlushToDisk(_log);
                _meters.Flushed(Stopwatch.GetTimestamp() - begun);
            }
            catch (Exception exception) when (exception is IOException or Win32Exception)
            {
                Volatile.Write(
                    ref _failure,
                    new StoreUnavailableException(
                        $"The log of the database can't be flushed: {exception.Message}",
                        exception
                    )
                );
                _failed(exception);
            }
        }

        foreach (var operation in operations)
        {
            if (Failure is { } failure)
            {
                operation.Fail(failure);
            }
            else
            {
                operation.Complete();
            }
        }
    }

    /// <summary>Data and, where it changed, length; not the times of the file.</summary>
    private static void FlushToDisk(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        if (DataSync(file) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int DataSync(SafeFileHandle file);
}
