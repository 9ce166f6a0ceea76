using System.Net.Sockets;

namespace Yixun.Carriers.Links;

/// <content>What goes out.</content>
internal abstract partial class LinkSession
{
    private async Task WriteAsync()
    {
        try
        {
            while (true)
            {
                ReadOnlyMemory<byte> octets = default;
                ValueTask woken = default;
                var held = _slot.IsHeld;
                lock (_gate)
                {
                    if (_end is not null)
                    {
                        return;
                    }

                    // What was not taken is proven not sent.
                    if (!held)
                    {
                        break;
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

                while (!octets.IsEmpty && _slot.IsHeld)
                {
                    octets = octets[
                        await _socket.SendAsync(octets, SocketFlags.None).ConfigureAwait(false)..
                    ];
                }

                CloseAfterGoodbye(allWritten: true);
            }

            Close(LinkSessionEnd.SlotLost);
        }
        catch (SocketException exception)
        {
            Close(new LinkSessionEnd(CarrierConnectionEventKind.Lost, exception.SocketErrorCode.ToString()));
        }
        catch (ObjectDisposedException)
        {
            Close(new LinkSessionEnd(CarrierConnectionEventKind.Lost, "closed"));
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
            Close(new LinkSessionEnd(CarrierConnectionEventKind.Closed, "terminated by the gateway"));
        }
    }

    private void QueueTerminate()
    {
        bool wake;
        lock (_gate)
        {
            WriteGoodbye(_outbound, _window.NextSequence());
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

        WriteSubmit(_outbound, sequence, segment);
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

    private LinkSessionEnd? LookAtSilence(long now, List<PendingRequest<SubmitSegment>> expired)
    {
        if (
            IdleClose is { } idle
            && _window.Count == 0
            && _unanswered == 0
            && now - Math.Max(_lastSubmit, Submits ? 0 : _lastReceived) >= Ticks(idle)
        )
        {
            SayGoodbye(now);
            return null;
        }

        if (!HasLinkTest)
        {
            return expired.Count > 0 && expired.Min(request => request.SentAt) > _lastReceived
                ? new LinkSessionEnd(CarrierConnectionEventKind.Lost, "silent while requests were unanswered")
                : null;
        }

        return now - Math.Max(_lastReceived, _lastTest) >= Ticks(_settings.ActiveTestInterval)
            ? TestOrGiveUp(now)
            : null;
    }

    /// <summary>Ends an idle connection as the protocol wants it; it is closed when the answer comes, or without one.</summary>
    private void SayGoodbye(long now)
    {
        if (!_refusing)
        {
            _refusing = true;
            _closeAt = now + Ticks(TimeSpan.FromSeconds(2));
            WriteGoodbye(_outbound, _window.NextSequence());
        }
    }

    private LinkSessionEnd? TestOrGiveUp(long now)
    {
        if (_testsUnanswered >= _settings.ActiveTestTries)
        {
            return new LinkSessionEnd(
                CarrierConnectionEventKind.Lost,
                $"silent after {_testsUnanswered} link tests"
            );
        }

        _testsUnanswered++;
        _lastTest = now;
        WriteLinkTest(_outbound, _window.NextSequence());
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
