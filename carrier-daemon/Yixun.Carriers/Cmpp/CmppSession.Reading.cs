using System.Net.Sockets;
using Yixun.Carriers.Cmpp.Codec;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Cmpp;

internal sealed partial class CmppSession
{
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
}
