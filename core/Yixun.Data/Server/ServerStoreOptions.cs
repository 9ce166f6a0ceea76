namespace Yixun.Data.Server;

/// <summary>How the store uses a database server.</summary>
public sealed class ServerStoreOptions
{
    /// <summary>
    /// In the driver's form. Npgsql: <c>Host=…;Database=…;Username=…;Password=…</c>; SqlClient:
    /// <c>Server=…;Database=…;User ID=…;Password=…</c>. Straight to the server: what stands between must keep sessions and
    /// pass start-up options on.
    /// </summary>
    public required string ConnectionString { get; set; }

    /// <summary>
    /// Connections that write the main road, two at least; one of them writes urgent lanes only. Each holds a transaction of
    /// its own open, in which it writes what waits.
    /// </summary>
    public int WriterConnections { get; set; } = 2;

    /// <summary>Most connections for everything else.</summary>
    public int PooledConnections { get; set; } = 32;

    /// <summary>Rows that may wait to be written before new messages are refused; what was accepted always moves on.</summary>
    public int MaximumWaitingRows { get; set; } = 100_000;

    /// <summary>
    /// How long results and dispatch decisions wait for a server that is away before they fail. New messages and claims fail
    /// at once.
    /// </summary>
    public TimeSpan OutageWait { get; set; } = TimeSpan.FromSeconds(20);
}
