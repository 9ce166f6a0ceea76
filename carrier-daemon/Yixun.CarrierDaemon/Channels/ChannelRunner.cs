using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Yixun.CarrierDaemon.Channels.Mms;
using Yixun.Core.Channels;
using Yixun.Core.Messages;
using Yixun.Data.Leases;
using Yixun.Data.Store;
using Yixun.Messaging;
using Yixun.Messaging.Chunks;
using Yixun.Messaging.Transport;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>Starts, changes and stops the pumps of channels.</summary>
public sealed partial class ChannelRunner(
    ICarrierLinkFactory links,
    LanePolicies lanes,
    IMessageStore store,
    IQueuePublisher publisher,
    IQueueConsumerFactory consumers,
    IQueueTopology topology,
    ChunkCodec codec,
    NodeLease lease,
    MmsContents mms,
    DaemonMetrics metrics,
    TimeProvider time,
    ILoggerFactory loggers
) : IAsyncDisposable
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, RunningChannel> _running = new(StringComparer.Ordinal);
    private readonly ILogger<ChannelRunner> _logger = loggers.CreateLogger<ChannelRunner>();

    /// <summary>How the channels stand now, in order of their ids.</summary>
    public IReadOnlyList<ChannelSnapshot> Snapshots =>
        [
            .. _running
                .Values.Select(running => running.Snapshot())
                .OrderBy(snapshot => snapshot.Settings.Id, StringComparer.Ordinal),
        ];

    /// <summary>Makes exactly these channels run. One whose settings can't work is kept with its error; the others run.</summary>
    public async Task RunAsync(IReadOnlyList<ChannelSettings> channels, CancellationToken cancellationToken)
    {
        var wanted = channels.ToDictionary(channel => channel.Id, StringComparer.Ordinal);
        var ending = _running
            .Where(entry =>
                !wanted.TryGetValue(entry.Key, out var next)
                || entry.Value.Connection != ConnectionFingerprint.Of(next)
            )
            .Select(entry => entry.Key)
            .ToList();
        await Task.WhenAll(ending.Select(id => StopAsync(id, DrainTime, cancellationToken)));
        foreach (var channel in channels)
        {
            if (_running.TryGetValue(channel.Id, out var running))
            {
                running.Apply(channel);
            }
            else
            {
                await StartAsync(channel, cancellationToken);
            }
        }
    }

    /// <summary>Drains and stops all.</summary>
    public Task StopAllAsync(TimeSpan drainTime, CancellationToken cancellationToken) =>
        Task.WhenAll(_running.Keys.ToList().Select(id => StopAsync(id, drainTime, cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        foreach (var running in _running.Values)
        {
            if (running.Pump is { } pump)
            {
                await pump.DisposeAsync();
            }
        }

        _running.Clear();
    }

    private async Task StartAsync(ChannelSettings channel, CancellationToken cancellationToken)
    {
        ChannelPump? pump = null;
        string? error = null;
        try
        {
            pump = new ChannelPump(
                channel,
                links,
                lanes,
                store,
                publisher,
                consumers,
                codec,
                lease,
                mms,
                metrics,
                time,
                loggers.CreateLogger<ChannelPump>()
            );
            foreach (var lane in Lanes.All)
            {
                await topology.DeclareAsync(QueueNames.Channel(channel.Id, lane), cancellationToken);
            }
        }
        catch (ArgumentException exception)
        {
            LogSettingsImpossible(exception, channel.Id);
            error = exception.Message;
        }

        _running[channel.Id] = new RunningChannel(channel, pump, error);
        pump?.Start();
    }

    private async Task StopAsync(string id, TimeSpan drainTime, CancellationToken cancellationToken)
    {
        if (!_running.TryGetValue(id, out var running))
        {
            return;
        }

        if (running.Pump is { } pump)
        {
            await pump.StopAsync(drainTime, cancellationToken);
            await pump.DisposeAsync();
        }

        _running.TryRemove(id, out _);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Channel {ChannelId} can't run with its settings")]
    private partial void LogSettingsImpossible(Exception exception, string channelId);
}
