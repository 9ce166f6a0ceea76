namespace Yixun.Data.Server;

/// <summary>What became of a transaction.</summary>
internal enum CommitOutcome
{
    /// <summary>It is on the server's disk.</summary>
    Committed,

    /// <summary>The server rolled it back because of others; nothing was written.</summary>
    Conflict,

    /// <summary>The server was lost; nothing was written, and nothing will be.</summary>
    Lost,

    /// <summary>An operation failed; nothing was written.</summary>
    Failed,
}
