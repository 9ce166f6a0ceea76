using Medallion.Threading;

namespace Yixun.CarrierDaemon.Leases;

/// <summary>Where leases are kept.</summary>
internal interface ILeaseStore : IAsyncDisposable
{
    /// <summary>False while the store is known to be away: then nobody knows whether a slot is free.</summary>
    bool IsReachable { get; }

    /// <summary>Connects when needed; later calls are cheap.</summary>
    ValueTask<IDistributedLockProvider> OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// For how long the store has been up. One that is younger than a lease may have forgotten leases that their holders
    /// still believe in.
    /// </summary>
    ValueTask<TimeSpan> AgeAsync(CancellationToken cancellationToken);
}
