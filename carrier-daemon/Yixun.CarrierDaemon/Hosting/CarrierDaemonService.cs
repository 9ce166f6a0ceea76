using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yixun.CarrierDaemon.Channels;
using Yixun.Core.Messages;
using Yixun.Data.Leases;
using Yixun.Data.Store;
using Yixun.Messaging.Chunks;
using Yixun.Messaging.Transport;

namespace Yixun.CarrierDaemon.Hosting;

/// <summary>
/// Runs all enabled channels. It stops before anything else of the process does, because its last results still need a
/// consumer.
/// </summary>
public sealed partial class CarrierDaemonService : IHostedLifecycleService, IAsyncDisposable
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    private readonly List<ChannelPump> _pumps;
    private readonly DaemonMetrics _metrics;
    private readonly ILogger<CarrierDaemonService> _logger;

    public CarrierDaemonService(
        IOptions<CarrierDaemonOptions> options,
        ICarrierLinkFactory links,
        LanePolicies lanes,
        IMessageStore store,
        IQueuePublisher publisher,
        IQueueConsumerFactory consumers,
        ChunkCodec codec,
        NodeLease lease,
        DaemonMetrics metrics,
        TimeProvider time,
        ILoggerFactory loggers
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        _metrics = metrics;
        _logger = loggers.CreateLogger<CarrierDaemonService>();
        _pumps =
        [
            .. options
                .Value.Channels.Where(channel => channel.Enabled)
                .Select(channel => new ChannelPump(
                    channel,
                    links,
                    lanes,
                    store,
                    publisher,
                    consumers,
                    codec,
                    lease,
                    metrics,
                    time,
                    loggers.CreateLogger<ChannelPump>()
                )),
        ];
        metrics.Registry.AddBeforeCollectCallback(Measure);
    }

    /// <summary>How the channels stand now.</summary>
    public IReadOnlyList<ChannelSnapshot> Channels => _pumps.ConvertAll(pump => pump.Snapshot());

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _pumps.ForEach(pump => pump.Start());
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_pumps.Select(pump => pump.StopAsync(DrainTime, cancellationToken)));
        }
        catch (OperationCanceledException)
        {
            LogNotDrained();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var pump in _pumps)
        {
            await pump.DisposeAsync();
        }

        // The container disposes a service once for every way that it is registered.
        _pumps.Clear();
    }

    private void Measure()
    {
        foreach (var channel in Channels)
        {
            var id = channel.Settings.Id;
            _metrics.Window.WithLabels(id).Set(channel.Window);
            _metrics.InFlight.WithLabels(id).Set(channel.InFlight);
            _metrics.Bound.WithLabels(id).Set(channel.Bound);
            _metrics.Open.WithLabels(id).Set(channel.Open);
            _metrics.Waiting.WithLabels(id).Set(channel.Waiting);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Channels were not drained in time; what was in flight is uncertain"
    )]
    private partial void LogNotDrained();
}
