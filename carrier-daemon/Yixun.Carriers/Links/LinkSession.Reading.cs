using System.Net.Sockets;

namespace Yixun.Carriers.Links;

/// <content>What comes in.</content>
internal abstract partial class LinkSession
{
    private async Task ReadAsync()
    {
        InterpretAll();
        while (true)
        {
            await RoomForDeliveries().ConfigureAwait(false);
            var received = await _socket
                .ReceiveAsync(_inbound.GetMemory(), SocketFlags.None)
                .ConfigureAwait(false);
            if (received == 0)
            {
                Close(new LinkSessionEnd(CarrierConnectionEventKind.Lost, "closed by the gateway"));
                return;
            }

            _inbound.Received(received);
            _counters.BytesReceived += received;
            lock (_gate)
            {
                _lastReceived = _time.GetTimestamp();
                _testsUnanswered = 0;
            }

            InterpretAll();
            if (_end is not null)
            {
                return;
            }
        }
    }

    /// <summary>Waits while too many deliveries wait to be stored.</summary>
    private ValueTask RoomForDeliveries()
    {
        lock (_gate)
        {
            _behind = _unanswered >= _settings.UnansweredDeliveries && _end is null;
            if (!_behind)
            {
                return ValueTask.CompletedTask;
            }

            _readerWaits = true;
            return _readerSignal.Arm();
        }
    }

    private void InterpretAll()
    {
        lock (_gate)
        {
            _corked = true;
        }

        var now = _time.GetUtcNow();
        try
        {
            while (Interpret(_inbound.Unread, now) is > 0 and var length)
            {
                _inbound.Consume(length);
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

    /// <summary>The response to a submit, or one that nothing waits for.</summary>
    protected void OnResponse(uint sequence, in SubmitOutcome outcome)
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

            _counters.CountResponse(outcome.Code);
            Pump(now);
        }

        Tell(request, outcome, now);
    }

    /// <summary>A response that belongs to no submit.</summary>
    protected void OnUnknownResponse()
    {
        lock (_gate)
        {
            _counters.UnknownResponses++;
        }
    }

    protected void OnReport(SessionReport report)
    {
        _counters.Reports++;
        CountDelivery();
        _handler.OnReport(report);
    }

    protected void OnInbound(SessionInbound inbound)
    {
        _counters.Inbound++;
        CountDelivery();
        _handler.OnInbound(inbound);
    }

    /// <summary>A delivery that can't be understood; the answer refuses it for good.</summary>
    protected void OnMalformedDelivery<TState>(TState state, Action<OutboundBuffer, TState> answer)
    {
        _counters.MalformedDeliveries++;
        Write(state, answer);
    }

    /// <summary>Queues something that is no request of ours.</summary>
    protected void Write<TState>(TState state, Action<OutboundBuffer, TState> write)
    {
        bool wake;
        lock (_gate)
        {
            write(_outbound, state);
            wake = ClaimWriter();
        }

        if (wake)
        {
            _writerSignal.Wake();
        }
    }

    /// <summary>
    /// The gateway says goodbye: whatever is queued but not written stays so; the answers that are under way get a moment.
    /// </summary>
    protected void OnGoodbye<TState>(TState state, Action<OutboundBuffer, TState> answer)
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
            answer(_outbound, state);
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

    /// <summary>The gateway has answered our goodbye.</summary>
    protected void OnGoodbyeAnswered()
    {
        _goodbye.TrySetResult();
        lock (_gate)
        {
            if (_closeAt == long.MaxValue)
            {
                return;
            }
        }

        Close(new LinkSessionEnd(CarrierConnectionEventKind.Closed, "idle"));
    }

    private void CountDelivery()
    {
        lock (_gate)
        {
            _unanswered++;
        }
    }
}
