using Medallion.Threading;
using Medallion.Threading.Postgres;
using Npgsql;

namespace Yixun.CarrierDaemon.Leases;

/// <summary>
/// Leases as session locks of PostgreSQL 14 or newer. A lock lives exactly as long as its connection: the server frees it within half a
/// second when a process dies. When a whole machine or the network dies, the holder hears nothing for about 10 s and gives up; the
/// server does after 20 s.
/// </summary>
internal sealed class PostgresLeaseStore : ILeaseStore
{
    private readonly NpgsqlDataSource _source;
    private readonly PostgresDistributedSynchronizationProvider _locks;

    /// <exception cref="ArgumentException">The connection string can't be read.</exception>
    public PostgresLeaseStore(LeaseSettings settings)
    {
        var connection = new NpgsqlConnectionStringBuilder(settings.ConnectionString)
        {
            TcpKeepAlive = true,
            TcpKeepAliveTime = 1,
            TcpKeepAliveInterval = 1,
            Multiplexing = false,
            Enlist = false,
        };
        // The library waits in a query, and a server that runs one looks for its client only if told to. Probes end later
        // than the holder's, who gives up after ten of a second.
        connection.Options = string.Join(
            " -c ",
            connection.Options,
            "client_connection_check_interval=500",
            "tcp_keepalives_idle=5",
            "tcp_keepalives_interval=5",
            "tcp_keepalives_count=3"
        );
        _source = NpgsqlDataSource.Create(connection);
        _locks = new PostgresDistributedSynchronizationProvider(
            _source,
            options => options.KeepaliveCadence(settings.Renewal)
        );
    }

    public bool IsReachable => true;

    public ValueTask<IDistributedLockProvider> OpenAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IDistributedLockProvider>(_locks);

    public async ValueTask<TimeSpan> AgeAsync(CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand(
            "SELECT clock_timestamp() - pg_postmaster_start_time()"
        );
        return (TimeSpan)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
