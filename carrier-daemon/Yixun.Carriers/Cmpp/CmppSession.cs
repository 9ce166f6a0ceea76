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
internal sealed partial class CmppSession
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
}
