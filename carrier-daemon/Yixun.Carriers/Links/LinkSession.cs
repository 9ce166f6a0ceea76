using System.Net.Sockets;

namespace Yixun.Carriers.Links;

/// <summary>
/// One bound connection from login to loss. A reader loop interprets what comes, a writer loop sends whatever has been
/// queued with one system call; a short lock guards window and buffer. While the reader works through a batch the writer
/// is not woken, so all answers and submits that the batch causes leave together. A protocol says in a subclass how PDUs
/// are read and written.
/// </summary>
internal abstract partial class LinkSession
{
    private readonly Lock _gate = new();
    private readonly Socket _socket;
    private readonly InboundBuffer _inbound;
    private readonly OutboundBuffer _outbound = new(32 * 1024);
    private readonly SendWindow<SubmitSegment> _window;
    private readonly Queue<SubmitSegment> _pending = new();
    private readonly WakeSignal _writerSignal = new();
    private readonly WakeSignal _readerSignal = new();
    private readonly LinkSettings _settings;
    private readonly ICarrierLinkHandler _handler;
    private readonly LinkCounterCells _counters;
    private readonly TimeProvider _time;
    private readonly IConnectionSlot _slot;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goodbye = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LinkSessionEnd? _end;
    private bool _writerWaits;
    private bool _corked;
    private bool _refusing;
    private bool _wasFull;
    private bool _readerWaits;
    private bool _behind;
    private int _unanswered;
    private long _lastReceived;
    private long _lastTest;
    private long _lastSubmit;
    private long _closeAt = long.MaxValue;
    private int _testsUnanswered;
    private bool _peerSaidGoodbye;

    /// <param name="lastSequence">Last sequence number before the wrap.</param>
    /// <param name="nextSequence">Number of the first request.</param>
    protected LinkSession(
        LinkSettings settings,
        SessionContext context,
        uint lastSequence = uint.MaxValue,
        uint nextSequence = 2
    )
    {
        _settings = settings;
        (_socket, _inbound, _handler, _counters, _time) = context;
        _slot = context.Slot;
        _window = new SendWindow<SubmitSegment>(settings.Window, 1, lastSequence, nextSequence);
        _lastReceived = _lastTest = _lastSubmit = _time.GetTimestamp();
    }

    /// <summary>False for a connection that only receives: it never takes a segment.</summary>
    public virtual bool Submits => true;

    /// <summary>Number of the next request, for the session after this one.</summary>
    public uint UpcomingSequence
    {
        get
        {
            lock (_gate)
            {
                return _window.Upcoming;
            }
        }
    }

    /// <summary>Time without a submit after which the connection says goodbye; null: never.</summary>
    protected virtual TimeSpan? IdleClose => null;

    /// <summary>False where the protocol has no link test: then unanswered requests show that the gateway is gone.</summary>
    protected virtual bool HasLinkTest => true;

    protected LinkCounterCells Counters => _counters;

    /// <summary>Interprets the first PDU.</summary>
    /// <returns>Its length; 0 when octets are missing.</returns>
    /// <exception cref="CarrierProtocolException">It can't be one; there is no way to go on.</exception>
    protected abstract int Interpret(ReadOnlySpan<byte> unread, DateTimeOffset now);

    protected abstract void WriteSubmit(OutboundBuffer output, uint sequence, SubmitSegment segment);

    protected abstract void WriteLinkTest(OutboundBuffer output, uint sequence);

    protected abstract void WriteGoodbye(OutboundBuffer output, uint sequence);

    /// <param name="stored">False asks the gateway to send it again later.</param>
    protected abstract void WriteDeliveryAnswer(OutboundBuffer output, in DeliveryKey key, bool stored);

    public int InFlight => Volatile.Read(ref _inFlight);

    private int _inFlight;

    /// <summary>Takes a message when a slot is free; segments beyond the free slots follow as responses come.</summary>
    public bool TrySubmit(SubmitSegment[] segments)
    {
        var wake = false;
        lock (_gate)
        {
            if (_end is not null || _refusing || !Submits)
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
            _lastSubmit = now;
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

    /// <summary>Answers a delivery; nothing happens when the connection is gone.</summary>
    public void AnswerDelivery(in DeliveryKey key, bool stored)
    {
        bool wakeWriter;
        bool wakeReader;
        lock (_gate)
        {
            if (_end is not null)
            {
                return;
            }

            WriteDeliveryAnswer(_outbound, key, stored);
            _unanswered--;
            wakeReader = _readerWaits && _unanswered <= _settings.UnansweredDeliveries / 2;
            _readerWaits &= !wakeReader;
            wakeWriter = ClaimWriter();
        }

        if (wakeWriter)
        {
            _writerSignal.Wake();
        }

        if (wakeReader)
        {
            _readerSignal.Wake();
        }
    }

    /// <summary>Runs until the connection is lost or closed. All requests have had their outcome by then.</summary>
    public async Task<LinkSessionEnd> RunAsync()
    {
        var writer = WriteAsync();
        try
        {
            await ReadAsync().ConfigureAwait(false);
        }
        catch (CarrierProtocolException exception)
        {
            Close(new LinkSessionEnd(CarrierConnectionEventKind.ProtocolError, exception.Message));
        }
        catch (SocketException exception)
        {
            Close(new LinkSessionEnd(CarrierConnectionEventKind.Lost, exception.SocketErrorCode.ToString()));
        }
        catch (ObjectDisposedException)
        {
            Close(new LinkSessionEnd(CarrierConnectionEventKind.Lost, "closed"));
        }

        await writer.ConfigureAwait(false);
        return _end ?? new LinkSessionEnd(CarrierConnectionEventKind.Lost, "closed");
    }

    /// <summary>Looks at time-outs and silence; called by the link's timer.</summary>
    public void Sweep()
    {
        var now = _time.GetTimestamp();
        List<PendingRequest<SubmitSegment>> expired = [];
        LinkSessionEnd? end = null;
        bool wake;
        lock (_gate)
        {
            if (_end is not null)
            {
                return;
            }

            // What was not read yet can't be missed.
            if (_behind)
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
                end = new LinkSessionEnd(CarrierConnectionEventKind.Closed, "terminated by the gateway");
            }
            else
            {
                end = LookAtSilence(now, expired);
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

        Close(new LinkSessionEnd(CarrierConnectionEventKind.Closed, "drained"));
    }

    /// <summary>Closes once; gives every open request its outcome.</summary>
    public void Close(LinkSessionEnd end)
    {
        List<PendingRequest<SubmitSegment>> open = [];
        SubmitSegment[] unsent;
        long handedOver;
        bool wake;
        bool wakeReader;
        lock (_gate)
        {
            if (_end is not null)
            {
                return;
            }

            _end =
                _peerSaidGoodbye || IsIdleEnd(end)
                    ? end with
                    {
                        Kind = CarrierConnectionEventKind.Closed,
                        Dormant = IdleClose is not null,
                    }
                    : end;
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
            wakeReader = _readerWaits;
            _readerWaits = false;
        }

        if (wake)
        {
            _writerSignal.Wake();
        }

        if (wakeReader)
        {
            _readerSignal.Wake();
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

    /// <summary>A connection that may be closed whenever it is idle was: that is no fault.</summary>
    private bool IsIdleEnd(LinkSessionEnd end) =>
        IdleClose is not null
        && _window.Count == 0
        && end.Kind is (CarrierConnectionEventKind.Lost or CarrierConnectionEventKind.Closed);
}
