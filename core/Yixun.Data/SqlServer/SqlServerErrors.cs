namespace Yixun.Data.SqlServer;

/// <summary>What an error of the server, by its number and severity, says about the transaction and the server.</summary>
internal static class SqlServerErrors
{
    private const int Deadlock = 1205;
    private const int LockTimeout = 1222;
    private const int SnapshotConflict = 3960;
    private const int UniqueConstraint = 2627;
    private const int UniqueIndex = 2601;

    /// <summary>From this severity on the server ends the connection.</summary>
    private const byte Fatal = 20;

    /// <summary>
    /// The server or the way to it: no answer in time, broken connections, databases that start, stop, fail over or take no
    /// writes, a login that is not let in, and a hosted server that is busy or being moved.
    /// </summary>
    private static readonly HashSet<int> Outages =
    [
        .. (int[])[-2, -1, 2, 20, 35, 53, 64, 121, 233, 258, 596, 615, 640, 1231, 1232],
        .. (int[])[10050, 10051, 10053, 10054, 10060, 10061, 10064, 10065, 11001, 11002, 11004],
        .. (int[])[111, 110, 113, 104, 32],
        .. (int[])[904, 911, 921, 922, 923, 924, 926, 927, 942, 943, 945, 946, 952, 955],
        .. (int[])[976, 978, 979, 980, 981, 982, 983, 988, 1833, 3906, 3908, 4060, 4064, 4221],
        .. (int[])[6001, 6002, 6004, 6005, 17142, 17187, 17188, 17189, 17197, 17809, 17892, 18401],
        .. (int[])[18451, 18452, 18456, 18461, 18470, 18486, 18487, 18488],
        .. (int[])[10928, 10929, 10936, 40020, 40143, 40166, 40197, 40501, 40540, 40613, 40642],
        .. (int[])[42108, 42109, 49918, 49919, 49920],
    ];

    /// <summary>Memory and disk used up, a log that is full, files that are damaged.</summary>
    private static readonly HashSet<int> StorageFaults =
    [
        .. (int[])[601, 605, 610, 701, 802, 823, 824, 825, 829, 832, 1101, 1105, 1510, 3266, 3313],
        .. (int[])[5242, 5243, 5901, 7105, 8630, 8645, 8651, 8657, 8902, 9001, 9002, 40544, 40549, 40551],
        .. (int[])[40552, 40553],
    ];

    /// <summary>The transaction is gone when COMMIT comes.</summary>
    private static readonly HashSet<int> Gone = [3902, 3903, 3926, 3930, 3998];

    /// <summary>What the account may not do, or may not even see.</summary>
    private static readonly HashSet<int> Refusals = [229, 230, 262, 297, 300, 1088, 15151, 15247];

    /// <summary>The account lacks a right.</summary>
    public static bool IsRefused(int number) => Refusals.Contains(number);

    /// <summary>Rolled back because of others: it may be run again.</summary>
    public static bool IsConflict(int number) => number is Deadlock or LockTimeout or SnapshotConflict;

    /// <summary>A key that is there already.</summary>
    public static bool IsDuplicate(int number) => number is UniqueConstraint or UniqueIndex;

    /// <inheritdoc cref="Server.ServerFaults.IsOutage"/>
    public static bool IsOutage(int number, byte severity) =>
        Outages.Contains(number) || (severity >= Fatal && !StorageFaults.Contains(number));

    /// <inheritdoc cref="Server.ServerFaults.IsStorageFault"/>
    public static bool IsStorageFault(int number) => StorageFaults.Contains(number);

    /// <inheritdoc cref="Server.ServerFaults.IsRolledBack"/>
    public static bool IsRolledBack(int number) => IsConflict(number) || Gone.Contains(number);
}
