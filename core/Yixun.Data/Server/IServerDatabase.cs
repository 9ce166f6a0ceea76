using Yixun.Data.Hosting;

namespace Yixun.Data.Server;

/// <summary>A database on a server that several processes share, whichever product it is.</summary>
internal interface IServerDatabase : IYixunDatabase
{
    /// <summary>Database and server, for messages; no secret.</summary>
    string Name { get; }

    ServerFaults Faults { get; }

    /// <summary>A connection of its own for the main road's statements.</summary>
    Task<StoreSession> OpenWriterAsync(CancellationToken cancellationToken);

    /// <summary>A connection of the pool.</summary>
    Task<StoreSession> OpenPooledAsync(CancellationToken cancellationToken);
}
