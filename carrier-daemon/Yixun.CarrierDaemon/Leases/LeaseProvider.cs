namespace Yixun.CarrierDaemon.Leases;

/// <summary>Where the replicas of the daemon agree on who is connected.</summary>
public enum LeaseProvider : byte
{
    /// <summary>Nowhere: there is one daemon, and it has every channel for itself.</summary>
    None,

    Redis,

    /// <summary>Advisory locks of PostgreSQL; the connection string must not lead through a transaction pooler.</summary>
    Postgres,
}
