using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yixun.CarrierDaemon.Channels;
using Yixun.CarrierDaemon.Supervision;
using Yixun.Coordination;
using Yixun.Core.Channels;
using Yixun.Data.Channels;
using Yixun.Data.Model;

namespace Yixun.CarrierDaemon.Hosting;

/// <summary>
/// Runs the enabled channels of the database and follows their changes, at once when it is told of one: new ones start,
/// removed ones stop, other connection settings make new connections, and the rest is taken over while they run. It stops
/// before anything else of the process does, because its last results still need a consumer.
/// </summary>
public sealed partial class CarrierDaemonService(
    IDbContextFactory<YixunDbContext> contexts,
    ChannelRows rows,
    ChannelRunner runner,
    ChannelSupervisor supervisor,
    DaemonMetrics metrics,
    ISiteSignals signals,
    TimeProvider time,
    ILogger<CarrierDaemonService> logger
) : IHostedLifecycleService, IAsyncDisposable
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<bool> _told = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private Dictionary<string, long> _seen = new(StringComparer.Ordinal);
    private Task _following = Task.CompletedTask;
    private int _disposed;

    /// <summary>How the channels stand now.</summary>
    public IReadOnlyList<ChannelSnapshot> Channels => runner.Snapshots;

    /// <summary>When the channels were last read, whether or not they had changed; null: not yet.</summary>
    public DateTimeOffset? FollowedAt { get; private set; }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        metrics.Registry.AddBeforeCollectCallback(Measure);
        await LookAsync(cancellationToken);
        _following = Task.Run(() => FollowAsync(_stopping.Token), CancellationToken.None);
        supervisor.Start();
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await runner.StopAllAsync(DrainTime, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            LogNotDrained();
        }

        await supervisor.StopAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        // The container disposes a service once for every way that it is registered.
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _stopping.CancelAsync();
            await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stopping.Dispose();
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        using var port = signals.Join(Hear);
        using var timer = new PeriodicTimer(LookInterval, time);
        var tick = timer.WaitForNextTickAsync(cancellationToken).AsTask();
        var told = _told.Reader.ReadAsync(cancellationToken).AsTask();
        while (true)
        {
            var first = await Task.WhenAny(tick, told);
            await first;
            if (first == tick)
            {
                tick = timer.WaitForNextTickAsync(cancellationToken).AsTask();
            }
            else
            {
                told = _told.Reader.ReadAsync(cancellationToken).AsTask();
            }

            try
            {
                await LookAsync(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogLookFailed(exception);
            }
        }
    }

    private void Hear(SiteChange change)
    {
        if (change.Topic is SiteTopic.Everything or SiteTopic.Reference or SiteTopic.Routes)
        {
            _told.Writer.TryWrite(true);
        }
    }

    /// <summary>Brings what runs in line with the database.</summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = await context
            .Channels.AsNoTracking()
            .Select(channel => new { channel.Id, channel.Revision })
            .ToDictionaryAsync(channel => channel.Id, channel => channel.Revision, cancellationToken);
        if (
            now.Count == _seen.Count
            && now.All(channel => _seen.GetValueOrDefault(channel.Key) == channel.Value)
        )
        {
            FollowedAt = time.GetUtcNow();
            return;
        }

        var channels = await context.Channels.AsNoTracking().ToListAsync(cancellationToken);
        var settings = new List<ChannelSettings>();
        foreach (var row in channels.Where(row => row.Enabled))
        {
            try
            {
                settings.Add(rows.Read(row));
            }
            catch (Exception exception)
            {
                // One row that does not open stops no other channel.
                LogUnreadable(exception, row.Id);
            }
        }

        await runner.RunAsync(settings, cancellationToken);
        _seen = now;
        FollowedAt = time.GetUtcNow();
        supervisor.Revisions = now;
    }

    private void Measure()
    {
        foreach (var channel in Channels)
        {
            var id = channel.Settings.Id;
            metrics.Window.WithLabels(id).Set(channel.Window);
            metrics.InFlight.WithLabels(id).Set(channel.InFlight);
            metrics.Bound.WithLabels(id).Set(channel.Bound);
            metrics.Open.WithLabels(id).Set(channel.Open);
            metrics.Waiting.WithLabels(id).Set(channel.Waiting);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Channels were not drained in time; what was in flight is uncertain"
    )]
    private partial void LogNotDrained();

    [LoggerMessage(Level = LogLevel.Error, Message = "The channels could not be read; those that run go on")]
    private partial void LogLookFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The settings of channel {ChannelId} can't be read")]
    private partial void LogUnreadable(Exception exception, string channelId);
}
