using System.Diagnostics;

namespace Yixun.Data.Writing;

/// <summary>What the writer did since it started. Written by its threads, read by any.</summary>
public sealed class WriterMeters
{
    private readonly Cell[] _kinds = [.. Enum.GetValues<WriteKind>().Select(_ => new Cell())];
    private readonly Cell _commits = new();
    private readonly Cell _flushes = new();
    private readonly Cell _checkpoints = new();

    /// <summary>Transactions committed.</summary>
    public long Commits => Volatile.Read(ref _commits.Count);

    /// <summary>In COMMIT: writing changed pages to the log.</summary>
    public TimeSpan CommitTime => Time(_commits);

    /// <summary>Flushes of the log to disk.</summary>
    public long Flushes => Volatile.Read(ref _flushes.Count);

    public TimeSpan FlushTime => Time(_flushes);

    /// <summary>Copies of the log into the database file, on any thread.</summary>
    public long Checkpoints => Volatile.Read(ref _checkpoints.Count);

    public TimeSpan CheckpointTime => Time(_checkpoints);

    /// <summary>Rows of operations of a kind, and the time that running them took, commits apart.</summary>
    public (long Rows, TimeSpan Time) Of(WriteKind kind) =>
        (Volatile.Read(ref _kinds[(int)kind].Count), Time(_kinds[(int)kind]));

    internal void Executed(WriteKind kind, int rows, long ticks) => Add(_kinds[(int)kind], rows, ticks);

    internal void Committed(long ticks) => Add(_commits, 1, ticks);

    internal void Flushed(long ticks) => Add(_flushes, 1, ticks);

    internal void Checkpointed(long ticks) => Add(_checkpoints, 1, ticks);

    private static void Add(Cell cell, long count, long ticks)
    {
        Interlocked.Add(ref cell.Count, count);
        Interlocked.Add(ref cell.Ticks, ticks);
    }

    private static TimeSpan Time(Cell cell) => Stopwatch.GetElapsedTime(0, Volatile.Read(ref cell.Ticks));

    private sealed class Cell
    {
        public long Count;
        public long Ticks;
    }
}
