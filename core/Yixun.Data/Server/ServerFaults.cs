using System.Net.Sockets;

namespace Yixun.Data.Server;

/// <summary>What an exception of a driver says about the transaction and the server.</summary>
internal abstract class ServerFaults
{
    /// <summary>The server has rolled the transaction back because of others; it may be run again.</summary>
    public abstract bool IsConflict(Exception exception);

    /// <summary>The server can't keep more: its disk is full, its memory used up, its files damaged.</summary>
    public abstract bool IsStorageFault(Exception exception);

    /// <summary>The server refused to commit and has rolled back; anything else leaves the end open.</summary>
    public abstract bool IsRolledBack(Exception exception);

    /// <summary>The server can't be reached, does not let us in, takes no writes, or did not answer in time.</summary>
    public bool IsOutage(Exception exception) =>
        IsServersOutage(exception)
        ?? exception switch
        {
            SocketException or IOException or TimeoutException => true,
            { InnerException: { } inner } => IsOutage(inner),
            _ => false,
        };

    /// <returns>Null for an exception that is not the driver's.</returns>
    protected abstract bool? IsServersOutage(Exception exception);
}
