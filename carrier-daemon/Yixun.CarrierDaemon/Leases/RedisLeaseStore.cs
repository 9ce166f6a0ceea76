using System.Globalization;
using Medallion.Threading;
using Medallion.Threading.Redis;
using StackExchange.Redis;

namespace Yixun.CarrierDaemon.Leases;

/// <summary>Leases as keys of Redis that expire.</summary>
internal sealed class RedisLeaseStore : ILeaseStore
{
    private readonly LeaseSettings _settings;
    private readonly ConfigurationOptions _options;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private ConnectionMultiplexer? _redis;
    private IDistributedLockProvider? _locks;

    /// <exception cref="ArgumentException">The connection string can't be read.</exception>
    public RedisLeaseStore(LeaseSettings settings)
    {
        _settings = settings;
        _options = ConfigurationOptions.Parse(settings.ConnectionString);
        _options.AbortOnConnectFail = false;
        // For INFO, which tells the age.
        _options.AllowAdmin = true;
        _options.ReconnectRetryPolicy = new LinearRetry(500);
        // A renewal without any answer for half a lease is given up with the lease.
        _options.AsyncTimeout = (int)(settings.Expiry / 2).TotalMilliseconds;
    }

    public bool IsReachable => _redis?.IsConnected == true;

    public async ValueTask<IDistributedLockProvider> OpenAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _locks) is { } locks)
        {
            return locks;
        }

        await _opening.WaitAsync(cancellationToken);
        try
        {
            _redis ??= await ConnectionMultiplexer.ConnectAsync(_options);
            locks = new RedisDistributedSynchronizationProvider(
                _redis.GetDatabase(),
                options =>
                    options
                        .Expiry(_settings.Expiry)
                        .MinValidityTime(_settings.Expiry - _settings.AnswerTime)
                        .ExtensionCadence(_settings.Renewal)
            );
            Volatile.Write(ref _locks, locks);
            return locks;
        }
        finally
        {
            _opening.Release();
        }
    }

    public async ValueTask<TimeSpan> AgeAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        var ages = await Task.WhenAll(
            _redis!
                .GetServers()
                .Where(server => server is { IsConnected: true, IsReplica: false })
                .Select(AgeOfAsync)
        );
        return ages.Length > 0
            ? ages.Min()
            : throw new InvalidOperationException("No primary server of Redis is connected.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }

        _opening.Dispose();
    }

    private static async Task<TimeSpan> AgeOfAsync(IServer server)
    {
        var information = await server.InfoAsync("server");
        var uptime = information
            .SelectMany(section => section)
            .First(line => line.Key == "uptime_in_seconds")
            .Value;
        return TimeSpan.FromSeconds(long.Parse(uptime, CultureInfo.InvariantCulture));
    }
}
