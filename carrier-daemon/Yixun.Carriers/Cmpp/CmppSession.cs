using System.Net.Sockets;
using Yixun.Carriers.Cmpp.Codec;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Cmpp;

/// <summary>
/// One bound connection from login to loss. A reader loop interprets what comes, a writer loop sends whatever has been
/// queued with one system call; a short lock guards window and buffer. While the reader works through a batch the writer
/// is not woken, so all answers and submits that the batch causes leave together.
/// </summary>
internal sealed class CmppSession
{
    private readonly Lock _gate = new();
    private readonly Socket _socket;
    private readonly InboundBuffer _inbound;
    private readonly OutboundBuffer _outbound = new(32 * 1024);
    private readonly SendWindow<SubmitSegment> _window;
    private readonly Queue<SubmitSegment> _pending = new();
    private readonly WakeSignal _writerSignal = new();
    private readonly CmppSubmitTemplate _template;
    private readonly CmppLinkSettings _settings;
    private readonly ICarrierLinkHandler _handler;
    private readonly LinkCounterCells _counters;
    private readonly TimeProvider _time;
    private readonly byte _version;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goodbye = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CmppSessionEnd? _end;
    private bool _writerWaits;
    private bool _corked;
    private bool _refusing;
    private bool _wasFull;
    private long _lastReceived;
    private long _lastTest;
    private long _closeAt = long.MaxValue;
    private int _testsUnanswered;
    private bool _peerSaidGoodbye;

    public CmppSession(
        Socket socket,
        InboundBuffer inbound,
        CmppLinkSettings settings,
        byte version,
        ICarrierLinkHandler handler,
        LinkCounterCells counters,
        TimeProvider time
    )
    {
        _socket = socket;
        _inbound = inbound;
        _settings = settings;
        _version = version;
        _handler = handler;
        _counters = counters;
        _time = time;
        _template = new CmppSubmitTemplate(settings, version);
        // The login used number 1.
        _window = new SendWindow<SubmitSegment>(settings.Window);
        _window.NextSequence();
        _lastReceived = _lastTest = time.GetTimestamp();
    }

    public int InFlight => Volatile.Read(ref _inFlight);

    private int _inFlight;

    /// <summary>Takes a message when a slot is free; segments beyond the free slots follow as responses come.</summary>
    public bool TrySubmit(SubmitSegment[] segments)
    {
        var wake = false;
        lock (_gate)
        {
            if (_end is not null || _refusing)
            {
                return false;
            }

            if (_window.Free == 0 || _pending.Count > 0)
            {
                _wasFull = true;
                _counters.WindowFull++;
                return false;
            }

            var now = _time.GetTimestamp();
            foreach (var segment in segments)
            {
                if (!TryQueue(segment, now))
                {
                    _pending.Enqueue(segment);
                }
            }

            wake = ClaimWriter();
        }

        if (wake)
        {
            _writerSignal.Wake();
        }

        return true;
    }

    /// <summary>Answers a DELIVER; nothing happens when the connection is gone.</summary>
    public void AnswerDelivery(uint sequence, ulong messageId, uint result)
    {
        bool wake;
        lock (_gate)
        {
            if (_end is not null)
            {
                return;
            }

            CmppEncoder.DeliverResponse(
                _outbound,
                sequence,
                new CmppDeliverResponse(messageId, result),
                _version
            );
            wake = ClaimWriter();
        }

        if (wake)
        {
            _writerSignal.Wake();
        }
    }

    /// <summary>Runs until the connection is lost or closed. All requests have had their outcome by then.</summary>
    public async Task<CmppSessionEnd> RunAsync()
    {
        var writer = WriteAsync();
        try
        {
            await ReadAsync().ConfigureAwait(false);
        }
        catch (CarrierProtocolException exception)
        {
            Close(new CmppSessionEnd(CarrierConnectionEventKind.ProtocolError, exception.Message));
        }
        catch (SocketException exception)
        {
            Close(new CmppSessionEnd(CarrierConnectionEventKind.Lost, exception.SocketErrorCode.ToString()));
        }
        catch (ObjectDisposedException)
        {
            Close(new CmppSessionEnd(CarrierConnectionEventKind.Lost, "closed"));
        }

        await writer.ConfigureAwait(false);
        return _end ?? new CmppSessionEnd(CarrierConnectionEventKind.Lost, "closed");
    }

    /// <summary>Looks at time-outs and silence; called by the link's timer.</summary>
    public void Sweep()
    {
        var now = _time.GetTimestamp();
        List<PendingRequest<SubmitSegment>> expired = [];
        CmppSessionEnd? end = null;
        bool wake;
        lock (_gate)
        {
            if (_end is not null)
            {
                return;
            }

            _window.TakeExpired(now - Ticks(_settings.ResponseTimeout), expired);
            _counters.Timeouts += expired.Count;
            _counters.Uncertain += expired.Count;
            if (expired.Count > 0)
            {
                Pump(now);
            }

            if (now >= _closeAt)
            {
                end = new CmppSessionEnd(CarrierConnectionEventKind.Closed, "terminated by the gateway");
            }
            else if (now - Math.Max(_lastReceived, _lastTest) >= Ticks(_settings.ActiveTestInterval))
            {
                end = TestOrGiveUp(now);
            }

            wake = ClaimWriter();
        }

        if (wake)
        {
            _writerSignal.Wake();
        }

        foreach (var request in expired)
        {
            Tell(request, new SubmitOutcome(SubmitOutcomeKind.Uncertain, null, 0, "response timeout"), now);
        }

        if (end is not null)
        {
            Close(end);
        }

        if (expired.Count > 0)
        {
            AfterRelease();
        }
    }

    /// <summary>Takes no more messages, waits for outstanding responses, says goodbye and closes.</summary>
    /// <param name="timeout">Cancelled when waiting must end.</param>
    public async Task DrainAsync(CancellationToken timeout)
    {
        lock (_gate)
        {
            _refusing = true;
            SignalIfIdle();
        }

        try
        {
            await _idle.Task.WaitAsync(timeout).ConfigureAwait(false);
            QueueTerminate();
            using var brief = new CancellationTokenSource(TimeSpan.FromSeconds(1), _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout, brief.Token);
            await _goodbye.Task.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Time is up: what is open ends as uncertain or not sent.
        }

        Close(new CmppSessionEnd(CarrierConnectionEventKind.Closed, "drained"));
    }

    /// <summary>Closes once; gives every open request its outcome.</summary>
    public void Close(CmppSessionEnd end)
    {
        List<PendingRequest<SubmitSegment>> open = [];
        SubmitSegment[] unsent;
        long handedOver;
        bool wake;
        lock (_gate)
        {
            if (_end is not null)
            {
                return;
            }

            _end = _peerSaidGoodbye ? end with { Kind = CarrierConnectionEventKind.Closed } : end;
            _window.TakeAll(open);
            unsent = [.. _pending];
            _pending.Clear();
            handedOver = _outbound.HandedOver;
            Volatile.Write(ref _inFlight, 0);
            foreach (var request in open)
            {
                (request.Position < handedOver ? ref _counters.Uncertain : ref _counters.NotSent)++;
            }

            _counters.NotSent += unsent.Length;
            wake = _writerWaits;
            _writerWaits = false;
        }

        if (wake)
        {
            _writerSignal.Wake();
        }

        _socket.Dispose();
        _idle.TrySetResult();
        _goodbye.TrySetResult();
        var now = _time.GetTimestamp();
        foreach (var request in open)
        {
            var kind =
                request.Position < handedOver ? SubmitOutcomeKind.Uncertain : SubmitOutcomeKind.NotSent;
            Tell(request, new SubmitOutcome(kind, null, 0, "connection lost"), now);
        }

        foreach (var segment in unsent)
        {
            _handler.OnSubmitOutcome(
                segment,
                new SubmitOutcome(SubmitOutcomeKind.NotSent, null, 0, "connection lost"),
                TimeSpan.Zero
            );
        }
    }

    private async Task ReadAsync()
    {
        Interpret();
        while (true)
        {
            var received = await _socket
                .ReceiveAsync(_inbound.GetMemory(), SocketFlags.None)
                .ConfigureAwait(false);
            if (received == 0)
            {
                Close(new CmppSessionEnd(CarrierConnectionEventKind.Lost, "closed by the gateway"));
                return;
            }

            _inbound.Received(received);
            _counters.BytesReceived += received;
            lock (_gate)
            {
                _lastReceived = _time.GetTimestamp();
                _testsUnanswered = 0;
            }
            Interpret();
            if (_end is not null)
            {
                return;
            }
        }
    }

    private void Interpret()
    {
        lock (_gate)
        {
            _corked = true;
        }

        var now = _time.GetUtcNow();
        try
        {
            while (
                CmppDecoder.TryReadFrame(
                    _inbound.Unread,
                    _settings.MaxPduLength,
                    out var header,
                    out var body
                )
            )
            {
                Dispatch(header, body, now);
                _inbound.Consume(header.Length);
            }
        }
        finally
        {
            bool wake;
            lock (_gate)
            {
                _corked = false;
                wake = ClaimWriter();
            }

            if (wake)
            {
                _writerSignal.Wake();
            }
        }

        AfterRelease();
    }

    private void Dispatch(in CmppHeader header, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var sequence = header.Sequence;
        switch (header.Command)
        {
            case CmppCommand.SubmitResponse:
                OnSubmitResponse(sequence, CmppDecoder.SubmitResponse(body));
                break;
            case CmppCommand.Deliver:
                OnDeliver(sequence, body, now);
                break;
            case CmppCommand.ActiveTest:
                lock (_gate)
                {
                    CmppEncoder.ActiveTestResponse(_outbound, sequence);
                }

                break;
            case CmppCommand.ActiveTestResponse:
                break;
            case CmppCommand.Terminate:
                OnTerminate(sequence);
                break;
            case CmppCommand.TerminateResponse:
                _goodbye.TrySetResult();
                break;
            default:
                OnUnexpected(header);
                break;
        }
    }

    private void OnSubmitResponse(uint sequence, CmppSubmitResponse response)
    {
        PendingRequest<SubmitSegment> request;
        var now = _time.GetTimestamp();
        lock (_gate)
        {
            if (!_window.TryTake(sequence, out request))
            {
                _counters.UnknownResponses++;
                return;
            }

            _counters.CountResponse(response.Result);
            Pump(now);
        }

        var outcome = response.Result switch
        {
            CmppStatus.Ok => new SubmitOutcome(
                SubmitOutcomeKind.Accepted,
                CmppMessageId.ToCarrierId(response.MessageId),
                0,
                null
            ),
            CmppStatus.FlowControl => new SubmitOutcome(
                SubmitOutcomeKind.FlowControl,
                null,
                response.Result,
                null
            ),
            _ => new SubmitOutcome(SubmitOutcomeKind.Rejected, null, response.Result, null),
        };
        Tell(request, outcome, now);
    }

    private void OnDeliver(uint sequence, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var deliver = new CmppDeliverView(body, new CmppLayout(CmppVersion.IsWide(_version)));
        if (!deliver.IsReport)
        {
            _counters.Inbound++;
            _handler.OnInbound(CmppDeliveryFactory.Inbound(this, sequence, deliver, now));
        }
        else if (CmppDecoder.TryReadReport(deliver.Content, out var report))
        {
            _counters.Reports++;
            _handler.OnReport(
                CmppDeliveryFactory.Report(this, sequence, deliver, report, now, _settings.UtcOffset)
            );
        }
        else
        {
            _counters.MalformedDeliveries++;
            AnswerDelivery(sequence, deliver.MessageId, CmppStatus.BadLength);
        }
    }

    // Whatever is queued but not written stays so; the answers that are under way get a moment.
    private void OnTerminate(uint sequence)
    {
        SubmitSegment[] unsent;
        lock (_gate)
        {
            _refusing = true;
            _peerSaidGoodbye = true;
            _closeAt = _time.GetTimestamp() + Ticks(TimeSpan.FromSeconds(2));
            unsent = [.. _pending];
            _pending.Clear();
            _counters.NotSent += unsent.Length;
            CmppEncoder.Empty(_outbound, CmppCommand.TerminateResponse, sequence);
            SignalIfIdle();
        }

        foreach (var segment in unsent)
        {
            _handler.OnSubmitOutcome(
                segment,
                new SubmitOutcome(SubmitOutcomeKind.NotSent, null, 0, "terminated by the gateway"),
                TimeSpan.Zero
            );
        }
    }

    private void OnUnexpected(in CmppHeader header)
    {
        if (((uint)header.Command & 0x8000_0000) == 0)
        {
            throw new CarrierProtocolException($"Command_Id 0x{(uint)header.Command:x8} is not for an SP.");
        }

        lock (_gate)
        {
            _counters.UnknownResponses++;
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            while (true)
            {
                ReadOnlyMemory<byte> octets = default;
                ValueTask woken = default;
                lock (_gate)
                {
                    if (_end is not null)
                    {
                        return;
                    }

                    if (_corked || _outbound.IsEmpty)
                    {
                        woken = _writerSignal.Arm();
                        _writerWaits = true;
                    }
                    else
                    {
                        octets = _outbound.Take();
                        _counters.BytesSent += octets.Length;
                    }
                }

                if (octets.IsEmpty)
                {
                    await woken.ConfigureAwait(false);
                    continue;
                }

                while (!octets.IsEmpty)
                {
                    octets = octets[
                        await _socket.SendAsync(octets, SocketFlags.None).ConfigureAwait(false)..
                    ];
                }

                CloseAfterGoodbye(allWritten: true);
            }
        }
        catch (SocketException exception)
        {
            Close(new CmppSessionEnd(CarrierConnectionEventKind.Lost, exception.SocketErrorCode.ToString()));
        }
        catch (ObjectDisposedException)
        {
            Close(new CmppSessionEnd(CarrierConnectionEventKind.Lost, "closed"));
        }
    }

    // The gateway said goodbye: over as soon as our answer is written and no response is outstanding.
    private void CloseAfterGoodbye(bool allWritten)
    {
        bool over;
        lock (_gate)
        {
            over =
                _peerSaidGoodbye && _window.Count == 0 && _outbound.IsEmpty && (allWritten || _writerWaits);
        }

        if (over)
        {
            Close(new CmppSessionEnd(CarrierConnectionEventKind.Closed, "terminated by the gateway"));
        }
    }

    private void QueueTerminate()
    {
        bool wake;
        lock (_gate)
        {
            CmppEncoder.Empty(_outbound, CmppCommand.Terminate, _window.NextSequence());
            wake = ClaimWriter();
        }

        if (wake)
        {
            _writerSignal.Wake();
        }
    }

    private bool TryQueue(SubmitSegment segment, long now)
    {
        if (!_window.TryAdd(segment, now, _outbound.Position, out var sequence))
        {
            return false;
        }

        _template.Write(_outbound, sequence, segment);
        _counters.Submits++;
        Volatile.Write(ref _inFlight, _window.Count);
        return true;
    }

    private void Pump(long now)
    {
        while (_pending.Count > 0 && TryQueue(_pending.Peek(), now))
        {
            _pending.Dequeue();
        }

        Volatile.Write(ref _inFlight, _window.Count);
        SignalIfIdle();
    }

    private void SignalIfIdle()
    {
        if (_refusing && _window.Count == 0 && _pending.Count == 0)
        {
            _idle.TrySetResult();
        }
    }

    private CmppSessionEnd? TestOrGiveUp(long now)
    {
        if (_testsUnanswered >= _settings.ActiveTestTries)
        {
            return new CmppSessionEnd(
                CarrierConnectionEventKind.Lost,
                $"silent after {_testsUnanswered} link tests"
            );
        }

        _testsUnanswered++;
        _lastTest = now;
        CmppEncoder.Empty(_outbound, CmppCommand.ActiveTest, _window.NextSequence());
        return null;
    }

    private bool ClaimWriter()
    {
        if (_corked || !_writerWaits || _outbound.IsEmpty)
        {
            return false;
        }

        _writerWaits = false;
        return true;
    }

    private void AfterRelease()
    {
        bool notify;
        lock (_gate)
        {
            notify = _wasFull && _end is null && !_refusing && _window.Free > 0 && _pending.Count == 0;
            _wasFull &= !notify;
        }

        if (notify)
        {
            _handler.OnCapacityChanged();
        }

        CloseAfterGoodbye(allWritten: false);
    }

    private void Tell(in PendingRequest<SubmitSegment> request, in SubmitOutcome outcome, long now) =>
        _handler.OnSubmitOutcome(request.Item, outcome, _time.GetElapsedTime(request.SentAt, now));

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}
