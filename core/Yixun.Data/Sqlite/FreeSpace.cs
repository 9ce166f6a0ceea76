using System.Diagnostics;

namespace Yixun.Data.Sqlite;

/// <summary>Says whether the disk of a database has room for more messages. Looks at the disk once a second at most.</summary>
/// <param name="path">A file or folder on it.</param>
/// <param name="minimum">
/// Octets kept for the results of what was accepted already: a full disk must not stop messages that are on their way.
/// </param>
/// <param name="measure">Free octets of the disk of a path; null asks the system.</param>
public sealed class FreeSpace(string path, long minimum = 256L << 20, Func<string, long>? measure = null)
{
    private readonly Func<string, long> _measure =
        measure ?? (file => new DriveInfo(file).AvailableFreeSpace);
    private long _lookedAt;
    private long _free = long.MaxValue;

    /// <summary>False: nothing new may be taken in.</summary>
    public bool IsEnough
    {
        get
        {
            var looked = Volatile.Read(ref _lookedAt);
            var now = Stopwatch.GetTimestamp();
            if (
                (looked == 0 || now - looked >= Stopwatch.Frequency)
                && Interlocked.CompareExchange(ref _lookedAt, now, looked) == looked
            )
            {
                Volatile.Write(ref _free, _measure(path));
            }

            return Volatile.Read(ref _free) >= minimum;
        }
    }
}
