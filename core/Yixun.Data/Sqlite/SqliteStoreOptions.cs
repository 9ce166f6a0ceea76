namespace Yixun.Data.Sqlite;

/// <summary>Limits beyond which new messages are refused; what was accepted always moves on.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>Rows that may wait for the writer.</summary>
    public int MaximumWaitingRows { get; set; } = 100_000;

    /// <summary>Room on the database's disk that is kept for what was accepted already, in MiB.</summary>
    public int MinimumFreeMegabytes { get; set; } = 256;
}
