using Microsoft.Extensions.Logging;
using Prometheus;
using Yixun.CarrierDaemon.Receipts;
using Yixun.Carriers.Links;
using Yixun.Core.Failures;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Data.Leases;
using Yixun.Data.Store;
using Yixun.Messaging;
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
    private const int RememberedSegments = 100_000;
    private static readonly TimeSpan IdleWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan ReopenPause = TimeSpan.FromSeconds(2);

    private readonly ChannelSettings _settings;
    private readonly IMessageStore _store;
    private readonly IQueueConsumerFactory _consumers;
    private readonly ChunkCodec _codec;
    private readonly NodeLease _lease;
    private readonly TimeProvider _time;
    private readonly ILogger<ChannelPump> _logger;
    private readonly ICarrierLink _link;
    private readonly ReceiptPublisher _receipts;
    private readonly ChannelMeters _meters;
    private readonly RecentSegments _recent = new(RememberedSegments);
    private readonly SegmentReferences _references = new();
    private readonly PumpSignal _signal = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();

    private readonly Lock _gate = new();
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
        _time = time;
        _logger = logger;
        _buffer = new LaneBuffer(lanes);
        _rate = new RateBudget(settings.Rate, time);
        _meters = new ChannelMeters(metrics, settings.Id);
        _receipts = new ReceiptPublisher(settings.Id, publisher, codec, FreeSlots, time, logger);
        _link = links.Create(settings, this);
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
                _lastEvent
            );
        }
    }

    public void Start()
    {
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
        _stopping.Dispose();
        _aborting.Dispose();
    }

    void ICarrierLinkHandler.OnSubmitOutcome(
        SubmitSegment segment,
        in SubmitOutcome outcome,
        TimeSpan latency
    )
    {
        var message = (OutgoingMessage)segment.State!;
        _meters.Outcome(outcome.Kind, latency);
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        switch (outcome.Kind)
        {
            case SubmitOutcomeKind.Accepted:
                _recent.Add(
                    outcome.CarrierId!,
                    new RecentSegment(segment.MessageId, segment.Index, segment.Total, _time.GetTimestamp())
                );
                Settle(message, segment, ReceiptKind.Accepted, outcome.CarrierId!, "", now);
                break;
            case SubmitOutcomeKind.Rejected:
                Settle(
                    message,
                    segment,
                    ReceiptKind.Refused,
                    "",
                    FailureTexts.OfSubmitResult(outcome.Code),
                    now
                );
                break;
            case SubmitOutcomeKind.Uncertain:
                var reason =
                    outcome.Reason?.Contains("timeout", StringComparison.Ordinal) == true
                        ? MessageReasons.ResponseTimeout
                        : MessageReasons.LinkLost;
                Settle(message, segment, ReceiptKind.Uncertain, "", reason, now);
                break;
            default:
                SendAgain(message, segment, outcome.Kind == SubmitOutcomeKind.FlowControl);
                break;
        }
    }

    void ICarrierLinkHandler.OnReport(CarrierReport report)
    {
        var at = report.ReceivedAt.ToUnixTimeMilliseconds();
        var known = _recent.TryFind(report.CarrierId, out var segment);
        _meters.Report(known ? _time.GetElapsedTime(segment.AnsweredAt) : null);
        _receipts.Enqueue(
            new Receipt(
                ReceiptKind.Report,
                segment.MessageId,
                segment.Segment,
                segment.Segments,
                report.CarrierId,
                report.Status,
                at
            ),
            report
        );
    }

    void ICarrierLinkHandler.OnInbound(CarrierInbound inbound) =>
        _receipts.Enqueue(
            new InboundSegment(
                inbound.CarrierId,
                inbound.From,
                inbound.To,
                inbound.Text,
                inbound.Concatenation?.Reference ?? -1,
                inbound.Concatenation?.Total ?? 1,
                inbound.Concatenation?.Index ?? 1,
                inbound.ReceivedAt.ToUnixTimeMilliseconds()
            ),
            inbound
        );

    void ICarrierLinkHandler.OnCapacityChanged() => _signal.Set();

    void ICarrierLinkHandler.OnConnectionEvent(CarrierConnectionEvent connectionEvent)
    {
        _meters.Event(connectionEvent.Kind);
        _lastEvent = $"#{connectionEvent.Connection} {connectionEvent.Kind}: {connectionEvent.Detail}";
        LogConnectionEvent(
            _settings.Id,
            connectionEvent.Connection,
            connectionEvent.Kind,
            connectionEvent.Detail,
            connectionEvent.RetryAfter
        );
        _signal.Set();
    }

    private async Task ReadLaneAsync(Lane lane, CancellationToken cancellationToken)
    {
        var queue = QueueNames.Channel(_settings.Id, lane);
        while (true)
        {
            try
            {
                await using var receiver = await _consumers.OpenAsync(queue, Prefetch, cancellationToken);
                while (true)
                {
                    await TakeInAsync(await receiver.ReceiveAsync(cancellationToken));
                }
            }
            catch (QueueUnavailableException exception)
            {
                LogQueueUnavailable(exception, queue);
                await Task.Delay(ReopenPause, _time, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogLoopFailed(exception, _settings.Id, queue);
                await Task.Delay(ReopenPause, _time, cancellationToken);
            }
        }
    }

    private async Task TakeInAsync(QueueDelivery delivery)
    {
        MessageChunk chunk;
        try
        {
            chunk = _codec.DecodeMessages(delivery.Body);
        }
        catch (ChunkFormatException exception)
        {
            LogUnreadable(exception, _settings.Id);
            await delivery.RejectAsync();
            return;
        }

        if (chunk.Items.Count == 0)
        {
            await delivery.AcknowledgeAsync();
            return;
        }

        var texts = chunk
            .Texts.Select(text => new PreparedText(text.Text, _settings.AccessNumber + text.Extension))
            .ToArray();
        var hold = new ChunkHold(delivery, chunk.Items.Count);
        lock (_gate)
        {
            foreach (var item in chunk.Items)
            {
                _buffer.Add(
                    new OutgoingMessage
                    {
                        Id = item.Id,
                        Lane = chunk.Lane,
                        Phone = item.Phone,
                        Text = texts[item.Text],
                        ExpiresAt = item.ExpiresAt,
                        Hold = hold,
                    }
                );
            }
        }

        _signal.Set();
    }

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
        if (_link.BoundConnections == 0)
        {
            await GiveBackAsync(everything: false, cancellationToken);
            await DropExpiredAsync(cancellationToken);
            return IdleWait;
        }

        SubmitReady();
        List<OutgoingMessage> taken;
        TimeSpan wait;
        lock (_gate)
        {
            wait = _rate.Wait();
            taken =
                wait > TimeSpan.Zero || !_lease.IsHeld || _ready.Count > 0
                    ? []
                    : _buffer.Take(_link.Window, _open, MaximumClaim, Permit);
            _open += taken.Sum(message => message.Text.Segments);
        }

        if (taken.Count == 0)
        {
            await GiveBackAsync(everything: false, cancellationToken);
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

    /// <summary>Claims messages and makes those claimed ready; expires those whose time is over.</summary>
    private async Task ClaimAsync(List<OutgoingMessage> taken, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var late = now.ToUnixTimeMilliseconds();
        var expired = taken.FindAll(message => message.ExpiresAt != 0 && message.ExpiresAt <= late);
        var claiming = expired.Count == 0 ? taken : taken.FindAll(message => !expired.Contains(message));
        try
        {
            if (expired.Count > 0)
            {
                await _store.ExpireAsync(expired.ConvertAll(message => message.Id), now, cancellationToken);
            }

            var claimed = await _store.ClaimAsync(
                _settings.Id,
                claiming.ConvertAll(message => message.Id),
                _lease.Token,
                // A claim that is on its way is waited for even while stopping: it must be known what was claimed.
                CancellationToken.None
            );
            lock (_gate)
            {
                for (var index = 0; index < claimed.Length; index++)
                {
                    if (claimed[index])
                    {
                        _ready.AddLast(claiming[index]);
                    }
                    else
                    {
                        _open -= claiming[index].Text.Segments;
                    }
                }

                _open -= expired.Sum(message => message.Text.Segments);
            }
        }
        catch
        {
            lock (_gate)
            {
                foreach (var message in Enumerable.Reverse(taken))
                {
                    _open -= message.Text.Segments;
                    _buffer.AddFirst(message);
                }
            }

            throw;
        }

        await SettleHoldsAsync(taken);
    }

    private static async Task SettleHoldsAsync(List<OutgoingMessage> messages)
    {
        foreach (var message in messages)
        {
            if (message.Hold is { } hold)
            {
                message.Hold = null;
                await hold.SettleOneAsync();
            }
        }
    }

    /// <summary>Hands ready messages to the link as long as it takes them.</summary>
    private void SubmitReady()
    {
        while (TakeReady() is { } message)
        {
            SubmitSegment[]? segments = null;
            bool taken;
            try
            {
                segments = message.Again is { } again ? [.. again] : BuildSegments(message);
                lock (_gate)
                {
                    message.Again = null;
                    message.Outstanding = segments.Length;
                }

                taken = _link.TrySubmit(segments);
            }
            catch (Exception exception)
            {
                LogNotSubmitted(exception, _settings.Id, message.Id);
                GiveUp(message, segments, exception is ArgumentException);
                continue;
            }

            if (!taken)
            {
                lock (_gate)
                {
                    message.Outstanding = 0;
                    message.Again = [.. segments];
                    _ready.AddFirst(message);
                }

                return;
            }
        }
    }

    /// <summary>The next ready message, unless the carrier asked for a pause.</summary>
    private OutgoingMessage? TakeReady()
    {
        lock (_gate)
        {
            if (
                _ready.First is not { } first
                || _rate.IsPaused
                || (first.Value.Owed > 0 && !_rate.TryTake(first.Value.Owed, 1))
            )
            {
                return null;
            }

            first.Value.Owed = 0;
            _ready.RemoveFirst();
            return first.Value;
        }
    }

    /// <summary>Ends a message that the link throws on, so that it keeps no slot and stops nobody else.</summary>
    /// <param name="segments">What was to be sent; null: everything.</param>
    /// <param name="impossible">It can't be put on the wire; false: nobody knows what became of it.</param>
    private void GiveUp(OutgoingMessage message, SubmitSegment[]? segments, bool impossible)
    {
        lock (_gate)
        {
            message.Again = null;
            message.Outstanding = 0;
        }

        var at = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var total = message.Text.Segments;
        foreach (var index in segments?.Select(segment => segment.Index) ?? Enumerable.Range(1, total))
        {
            _receipts.Enqueue(
                new Receipt(
                    impossible ? ReceiptKind.Refused : ReceiptKind.Uncertain,
                    message.Id,
                    index,
                    total,
                    "",
                    impossible ? MessageReasons.ContentNotEncodable : MessageReasons.LinkLost,
                    at
                ),
                null
            );
        }
    }

    /// <summary>
    /// Ends messages of which a part was sent: the rest can't be claimed again, so nobody would ever send it.
    /// </summary>
    private void SettleRest()
    {
        List<OutgoingMessage> partial;
        lock (_gate)
        {
            partial = [.. _ready.Where(message => message.Sent > 0)];
            partial.ForEach(message => _ready.Remove(message));
        }

        foreach (var message in partial)
        {
            GiveUp(message, [.. message.Again!], impossible: false);
        }
    }

    private SubmitSegment[] BuildSegments(OutgoingMessage message)
    {
        var reference = message.Text.Segments > 1 ? _references.Next(message.Phone) : (byte)0;
        var data = message.Text.UserData(reference);
        var destination = PhoneNumber.FromValue(message.Phone).Digits;
        var segments = new SubmitSegment[data.Length];
        for (var index = 0; index < segments.Length; index++)
        {
            segments[index] = new SubmitSegment
            {
                MessageId = message.Id,
                Index = index + 1,
                Total = data.Length,
                Destination = destination,
                Source = message.Text.Source,
                Coding = message.Text.Coding,
                UserData = data[index],
                State = message,
            };
        }

        return segments;
    }

    /// <summary>The carrier has seen the segment, or may have.</summary>
    private void Settle(
        OutgoingMessage message,
        SubmitSegment segment,
        ReceiptKind kind,
        string carrierId,
        string code,
        long at
    )
    {
        bool again;
        lock (_gate)
        {
            message.Sent++;
            message.Outstanding--;
            again = QueueAgain(message);
        }

        _receipts.Enqueue(
            new Receipt(kind, segment.MessageId, segment.Index, segment.Total, carrierId, code, at),
            null
        );
        if (again)
        {
            _signal.Set();
        }
    }

    /// <summary>The segment is proven not accepted: it goes again, later.</summary>
    private void SendAgain(OutgoingMessage message, SubmitSegment segment, bool tooFast)
    {
        lock (_gate)
        {
            if (tooFast)
            {
                _rate.SlowDown();
                message.Owed++;
            }

            (message.Again ??= []).Add(segment);
            message.Outstanding--;
            QueueAgain(message);
        }

        _signal.Set();
    }

    /// <summary>
    /// Once nothing of a message is out any more: what must go again becomes ready, or is given back when none of it was
    /// sent and it is too late or no connection is there. Under the lock.
    /// </summary>
    /// <returns>True when something is to be done with it.</returns>
    private bool QueueAgain(OutgoingMessage message)
    {
        if (message.Outstanding > 0 || message.Again is null)
        {
            return false;
        }

        message.Again.Sort((first, second) => first.Index.CompareTo(second.Index));
        var late = message.ExpiresAt != 0 && message.ExpiresAt <= _time.GetUtcNow().ToUnixTimeMilliseconds();
        if (message.Sent == 0 && (late || _link.BoundConnections == 0))
        {
            _givingBack.Add(message);
        }
        else
        {
            _ready.AddFirst(message);
        }

        return true;
    }

    /// <summary>Ends claims of messages of which nothing was sent, and lets them wait again.</summary>
    /// <param name="everything">Also those that are ready; for when the channel stops or has no connection.</param>
    private async Task GiveBackAsync(bool everything, CancellationToken cancellationToken)
    {
        List<OutgoingMessage> back;
        lock (_gate)
        {
            back = [.. _givingBack];
            _givingBack.Clear();
            if (everything || _link.BoundConnections == 0)
            {
                back.AddRange(_ready.Where(message => message.Sent == 0));
                foreach (var message in back)
                {
                    _ready.Remove(message);
                }
            }
        }

        if (back.Count == 0)
        {
            return;
        }

        try
        {
            await _store.ReleaseAsync(
                back.ConvertAll(message => message.Id),
                _lease.Token,
                cancellationToken
            );
        }
        catch
        {
            lock (_gate)
            {
                _givingBack.InsertRange(0, back);
            }

            throw;
        }

        lock (_gate)
        {
            foreach (var message in Enumerable.Reverse(back))
            {
                _open -= message.Text.Segments;
                message.Again = null;
                message.Owed = 0;
                _buffer.AddFirst(message);
            }
        }
    }

    /// <summary>While nothing can be sent, messages still expire.</summary>
    private async Task DropExpiredAsync(CancellationToken cancellationToken)
    {
        List<OutgoingMessage> expired;
        var now = _time.GetUtcNow();
        lock (_gate)
        {
            expired = _buffer.TakeExpired(now.ToUnixTimeMilliseconds());
        }

        if (expired.Count == 0)
        {
            return;
        }

        try
        {
            await _store.ExpireAsync(expired.ConvertAll(message => message.Id), now, cancellationToken);
        }
        catch
        {
            lock (_gate)
            {
                expired.ForEach(_buffer.AddFirst);
            }

            throw;
        }

        await SettleHoldsAsync(expired);
    }

    private void FreeSlots(int segments)
    {
        lock (_gate)
        {
            _open -= segments;
        }

        _signal.Set();
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
