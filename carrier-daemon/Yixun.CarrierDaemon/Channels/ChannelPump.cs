using Microsoft.Extensions.Logging;
using Yixun.CarrierDaemon.Channels.Mms;
using Yixun.CarrierDaemon.Receipts;
using Yixun.Carriers.Links;
using Yixun.Core.Channels;
using Yixun.Core.Messages;
using Yixun.Core.Routing;
using Yixun.Data.Leases;
using Yixun.Data.Store;
using Yixun.Messaging.Chunks;
using Yixun.Messaging.Transport;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>
/// One channel at work: takes chunks from its queues, claims messages in the database just before they are sent, hands
/// them to the link, and publishes what the carrier says. At any moment no more segments are claimed without a durable
/// result than the windows of the bound connections hold, so a crash leaves no more than that in doubt.
/// </summary>
internal sealed partial class ChannelPump : ICarrierLinkHandler, IAsyncDisposable
{
    private const int MaximumClaim = 500;
    private const ushort Prefetch = 32;
    private const int SharesOfWindow = 2;
    private const int RememberedSegments = 100_000;
    private static readonly TimeSpan IdleWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan ReopenPause = TimeSpan.FromSeconds(2);

    private volatile ChannelSettings _settings;
    private volatile ChannelHours _hours;
    private readonly IMessageStore _store;
    private readonly IQueueConsumerFactory _consumers;
    private readonly ChunkCodec _codec;
    private readonly NodeLease _lease;
    private readonly MmsContents _mms;
    private readonly TimeProvider _time;
    private readonly ILogger<ChannelPump> _logger;
    private readonly ICarrierLink _link;
    private readonly ReceiptPublisher _receipts;
    private readonly ChannelMeters _meters;
    private readonly RecentSegments _recent;
    private readonly SegmentReferences _references = new();
    private readonly PumpSignal _signal = new();
    private readonly ChannelDuty _duty;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();

    private readonly Lock _gate = new();
    private readonly LanePolicies _lanes;
    private readonly LaneBuffer _buffer;
    private readonly RateBudget _rate;
    private readonly LinkedList<OutgoingMessage> _ready = [];
    private readonly List<OutgoingMessage> _givingBack = [];
    private int _open;

    private Task _running = Task.CompletedTask;
    private Task _publishing = Task.CompletedTask;
    private volatile string? _lastEvent;

    public ChannelPump(
        ChannelSettings settings,
        ICarrierLinkFactory links,
        LanePolicies lanes,
        IMessageStore store,
        IQueuePublisher publisher,
        IQueueConsumerFactory consumers,
        ChunkCodec codec,
        NodeLease lease,
        MmsContents mms,
        DaemonMetrics metrics,
        TimeProvider time,
        ILogger<ChannelPump> logger
    )
    {
        _settings = settings;
        _store = store;
        _consumers = consumers;
        _codec = codec;
        _lease = lease;
        _mms = mms;
        _time = time;
        _logger = logger;
        _lanes = lanes;
        _hours = new ChannelHours(settings);
        _buffer = new LaneBuffer(lanes);
        _rate = new RateBudget(settings.Rate, time);
        _meters = new ChannelMeters(metrics, settings.Id);
        _recent = new RecentSegments(RememberedSegments, _meters.Forgotten);
        _receipts = new ReceiptPublisher(
            settings.Id,
            publisher,
            codec,
            FreeSlots,
            EnoughResults,
            time,
            logger
        );
        _link = links.Create(settings, this);
        _duty = new ChannelDuty(() => !_link.IsStandby);
    }

    /// <summary>How the channel stands now.</summary>
    public ChannelSnapshot Snapshot()
    {
        lock (_gate)
        {
            return new ChannelSnapshot(
                _settings,
                _link.BoundConnections,
                _link.Window,
                _link.InFlight,
                _open,
                _buffer.Count,
                _lastEvent,
                _link.IsStandby
            );
        }
    }

    /// <summary>Takes over what can change while the channel is connected: rate, pause, hours, name, treatment of texts.</summary>
    public void Apply(ChannelSettings settings)
    {
        lock (_gate)
        {
            _settings = settings;
            _hours = new ChannelHours(settings);
            _rate.Configure(settings.Rate);
        }

        _signal.Set();
    }

    public void Start()
    {
        _duty.Update();
        _link.Start();
        _publishing = Task.Run(() => _receipts.RunAsync(_aborting.Token));
        _running = Task.WhenAll([
            Task.Run(() => PumpAsync(_stopping.Token)),
            .. Lanes.All.Select(lane => Task.Run(() => ReadLaneAsync(lane, _stopping.Token))),
        ]);
    }

    /// <summary>
    /// Stops claiming, waits for the responses that are out, makes everything durable, and gives back what was not sent.
    /// </summary>
    public async Task StopAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // That is how the loops end.
        }

        await _link.DrainAsync(timeout, cancellationToken);
        SettleRest();
        try
        {
            await GiveBackAsync(everything: true, cancellationToken);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or StoreBusyException)
        {
            // Who recovers this process's claims settles them.
            LogStoreUnavailable(exception, _settings.Id);
        }
        finally
        {
            _receipts.Complete();
        }

        await _publishing.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _aborting.CancelAsync();
        await _link.DisposeAsync();
        await Task.WhenAll(_running, _publishing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _signal.Dispose();
        _duty.Dispose();
        _stopping.Dispose();
        _aborting.Dispose();
    }

    /// <summary>Results worth a chunk of their own: few enough for their slots not to be missed in the window.</summary>
    private int EnoughResults() => Math.Max(1, _link.Window / SharesOfWindow);

    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var wait = await PumpOnceAsync(cancellationToken);
                if (wait > TimeSpan.Zero)
                {
                    await _signal.WaitAsync(wait < ShortestWait ? ShortestWait : wait, cancellationToken);
                }
            }
            catch (Exception exception) when (exception is StoreUnavailableException or StoreBusyException)
            {
                LogStoreUnavailable(exception, _settings.Id);
                await Task.Delay(ReopenPause, _time, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogLoopFailed(exception, _settings.Id, "submitting");
                await Task.Delay(ReopenPause, _time, cancellationToken);
            }
        }
    }

    /// <returns>How long to wait for a signal; zero to go on at once.</returns>
    private async Task<TimeSpan> PumpOnceAsync(CancellationToken cancellationToken)
    {
        // Its hours may have ended, or have been changed, since messages were dispatched to it.
        var stopped =
            _settings.Mode == ChannelMode.Paused || !_hours.AreOpen(_lanes.Local(_time.GetUtcNow()));
        if (_link.BoundConnections == 0 || stopped)
        {
            await GiveBackAsync(everything: stopped, cancellationToken);
            await DropExpiredAsync(cancellationToken);
            // Of a message that is out in part the rest follows: half a text is worse than a late pause.
            SubmitReady();
            return IdleWait;
        }

        SubmitReady();
        List<OutgoingMessage> taken;
        TimeSpan wait;
        lock (_gate)
        {
            _rate.Share = _link.Share;
            wait = _rate.Wait();
            taken =
                wait > TimeSpan.Zero || !_lease.IsHeld || _ready.Count > 0
                    ? []
                    : _buffer.Take(_link.Window, _open, MaximumClaim, _time.GetUtcNow(), Permit);
            _open += taken.Sum(message => message.Text.Segments);
        }

        if (taken.Count == 0)
        {
            await GiveBackAsync(everything: false, cancellationToken);
            await DropExpiredAsync(cancellationToken);
            return wait > TimeSpan.Zero ? wait : IdleWait;
        }

        await ClaimAsync(taken, cancellationToken);
        SubmitReady();
        return TimeSpan.Zero;

        bool Permit(int segments, double share)
        {
            if (_rate.TryTake(segments, share))
            {
                return true;
            }

            var lane = _rate.Wait(share);
            wait = wait == TimeSpan.Zero || lane < wait ? lane : wait;
            return false;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Channel {ChannelId} connection {Connection}: {Kind}, {Detail}; next try after {RetryAfter}"
    )]
    private partial void LogConnectionEvent(
        string channelId,
        int connection,
        CarrierConnectionEventKind kind,
        string? detail,
        TimeSpan? retryAfter
    );

    [LoggerMessage(Level = LogLevel.Warning, Message = "Queue {Queue} can't be read now; trying again")]
    private partial void LogQueueUnavailable(Exception exception, string queue);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Channel {ChannelId} got a chunk that does not open; it is dead-lettered"
    )]
    private partial void LogUnreadable(Exception exception, string channelId);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Channel {ChannelId}: {Loop} failed; it goes on after a pause"
    )]
    private partial void LogLoopFailed(Exception exception, string channelId, string loop);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Channel {ChannelId} can't submit message {MessageId}; it is given up"
    )]
    private partial void LogNotSubmitted(Exception exception, string channelId, long messageId);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Channel {ChannelId} can't claim: the store is not available"
    )]
    private partial void LogStoreUnavailable(Exception exception, string channelId);
}
