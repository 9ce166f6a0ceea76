using Medallion.Threading;
using Medallion.Threading.Postgres;
using Npgsql;

namespace Yixun.CarrierDaemon.Leases;

/// <summary>
/// Leases as session locks of PostgreSQL. A lock lives exactly as long as its connection: the server frees it at once when
/// a process dies. When a whole machine or the network dies, the holder hears nothing for about 10 s and gives up; the
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
        // Later than the holder, who gives up after ten probes of a second.
        connection.Options =
            $"{connection.Options} -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3".Trim();
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
