namespace Yixun.Data.Server;

/// <summary>
/// Says that a writer's transaction was committed: its row is there if, and only if, everything else of the transaction is.
/// Read when the connection is lost before the server's answer to COMMIT. (The server's own record of transaction ids can't
/// be asked: after a crash it gives the id of a lost transaction to another.)
/// </summary>
internal sealed class WriterCommitEntity
{
    /// <summary>Random number of a writer connection's owner.</summary>
    public long Writer { get; init; }

    /// <summary>Counts the writer's transactions.</summary>
    public long Sequence { get; init; }

    public DateTimeOffset WrittenAt { get; init; }
}
