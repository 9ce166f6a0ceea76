using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yixun.CarrierDaemon.Channels;
using Yixun.Core.Messages;
using Yixun.Messaging;
using Yixun.Messaging.Transport;

namespace Yixun.CarrierDaemon.Supervision;

/// <summary>
/// Looks at the channels of this process several times a second, and lets what was seen be written. What goes wrong with
/// that is logged and never disturbs sending.
/// </summary>
public sealed partial class ChannelSupervisor(
    ChannelRunner runner,
    SupervisionRecords records,
    DaemonMetrics metrics,
    IQueueTopology topology,
    IOptions<SupervisionOptions> options,
    TimeProvider time,
    ILogger<ChannelSupervisor> logger
) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private long _sampledAt;
    private int _disposed;

    /// <summary>Revisions of the channels as this process runs them, by id.</summary>
    public IReadOnlyDictionary<string, long> Revisions { get; set; } = new Dictionary<string, long>();

    public void Start()
    {
        var intervals = options.Value;
        _sampledAt = time.GetTimestamp();
        _running = Task.WhenAll(
            Task.Run(() => RepeatAsync(intervals.SampleInterval, SampleAsync)),
            Task.Run(() => RepeatAsync(intervals.QueueInterval, CountQueuesAsync)),
            Task.Run(() => RepeatAsync(intervals.StateInterval, WriteStatesAsync)),
            Task.Run(() => RepeatAsync(intervals.MinuteInterval, WriteMinutesAsync, aligned: true))
        );
    }

    /// <summary>Writes the last minutes; what this process said of its channels is taken back.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await WriteMinutesAsync(cancellationToken);
            await records.RemoveStatesAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            LogFailed(exception, nameof(StopAsync));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _stopping.CancelAsync();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stopping.Dispose();
        }
    }

    /// <summary>Looks once at every channel.</summary>
    internal Task SampleAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var elapsed = time.GetElapsedTime(_sampledAt).TotalSeconds;
        _sampledAt = time.GetTimestamp();
        foreach (var channel in runner.Snapshots)
        {
            var measure = metrics.Measures.Of(channel.Settings.Id);
            measure.DownSince = channel.Bound > 0 ? null : measure.DownSince ?? now;
            measure
                .At(ChannelMeasure.MinuteOf(now))
                .Sample(
                    channel.Bound,
                    channel.Window,
                    channel.InFlight,
                    channel.Waiting,
                    measure.QueuedChunks,
                    channel.Settings.Rate * elapsed
                );
        }

        return Task.CompletedTask;
    }

    private async Task CountQueuesAsync(CancellationToken cancellationToken)
    {
        foreach (var id in runner.Snapshots.Select(channel => channel.Settings.Id))
        {
            var chunks = 0L;
            foreach (var lane in Lanes.All)
            {
                chunks +=
                    (await topology.GetStatusAsync(QueueNames.Channel(id, lane), cancellationToken))?.Depth
                    ?? 0;
            }

            metrics.Measures.Of(id).QueuedChunks = (int)Math.Min(int.MaxValue, chunks);
        }
    }

    private Task WriteStatesAsync(CancellationToken cancellationToken) =>
        records.WriteStatesAsync(runner.Snapshots, metrics.Measures, Revisions, cancellationToken);

    private Task WriteMinutesAsync(CancellationToken cancellationToken) =>
        records.WriteMinutesAsync(metrics.Measures, cancellationToken);

    /// <param name="aligned">Just after each multiple of the interval, so that a minute that is over is written whole.</param>
    private async Task RepeatAsync(TimeSpan interval, Func<CancellationToken, Task> act, bool aligned = false)
    {
        var cancellationToken = _stopping.Token;
        while (true)
        {
            var wait = aligned
                ? TimeSpan.FromTicks(interval.Ticks - (time.GetUtcNow().Ticks % interval.Ticks))
                    + (interval / 60)
                : interval;
            await Task.Delay(wait, time, cancellationToken);
            try
            {
                await act(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(exception, act.Method.Name);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Supervision of the channels: {Step} failed; the next one tries again"
    )]
    private partial void LogFailed(Exception exception, string step);
}
