using Microsoft.Extensions.Logging;
using Yixun.Carriers.Links;

namespace Yixun.CarrierDaemon.Leases;

/// <summary>Connection limits shared with other replicas of the daemon.</summary>
public sealed class LeasedChannelSlots : IChannelSlots, IAsyncDisposable
{
    private readonly ILeaseStore _store;
    private readonly LeaseSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger<LeasedSlots> _logger;

    internal LeasedChannelSlots(
        ILeaseStore store,
        LeaseSettings settings,
        TimeProvider time,
        ILogger<LeasedSlots> logger
    )
    {
        _store = store;
        _settings = settings;
        _time = time;
        _logger = logger;
    }

    /// <summary>Slots as the settings say.</summary>
    /// <exception cref="ArgumentException">A setting can't work; the message names it.</exception>
    public static IChannelSlots Create(LeaseSettings settings, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        if (settings.Provider == LeaseProvider.None)
        {
            return new UnsharedChannelSlots();
        }

        ILeaseStore store =
            settings.Provider == LeaseProvider.Redis
                ? new RedisLeaseStore(settings)
                : new PostgresLeaseStore(settings);
        return new LeasedChannelSlots(store, settings, time, loggers.CreateLogger<LeasedSlots>());
    }

    public IConnectionSlots Of(string channelId) =>
        new LeasedSlots(channelId, _store, _settings, _time, _logger);

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
