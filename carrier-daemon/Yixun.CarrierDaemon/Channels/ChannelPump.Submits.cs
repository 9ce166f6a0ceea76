using Yixun.Carriers.Links;
using Yixun.Core.Messages;
using Yixun.Messaging.Chunks;

namespace Yixun.CarrierDaemon.Channels;

/// <content>Its submits: handed to the link, and again where the link proves that nothing arrived.</content>
internal sealed partial class ChannelPump
{
    /// <summary>Hands ready messages to the link as long as it takes them.</summary>
    private void SubmitReady()
    {
        while (TakeReady() is { } message)
        {
            SubmitSegment[]? segments = null;
            bool taken;
            try
            {
                segments = message.Again is { } again ? [.. again] : message.Text.Build(message, _references);
                lock (_gate)
                {
                    message.Again = null;
                    message.Outstanding = segments.Length;
                }

                SendSpans.Begin(message, _settings.Id);
                taken = _link.TrySubmit(segments);
                if (taken)
                {
                    _meters.Submitted(segments.Length, _time.GetUtcNow());
                }
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
        var kind = impossible ? ReceiptKind.Refused : ReceiptKind.Uncertain;
        var code = impossible ? MessageReasons.ContentNotEncodable : MessageReasons.LinkLost;
        var trace = SendSpans.Answer(message, kind, code);
        foreach (var index in segments?.Select(segment => segment.Index) ?? Enumerable.Range(1, total))
        {
            _receipts.EnqueueResult(new Receipt(kind, message.Id, index, total, "", code, at, trace));
        }

        SendSpans.End(message);
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

    /// <summary>The carrier has seen the segment, or may have.</summary>
    /// <returns>Number of its result, and what carries its trace on.</returns>
    private (long Number, string Trace) Settle(
        OutgoingMessage message,
        SubmitSegment segment,
        ReceiptKind kind,
        string carrierId,
        string code,
        long at
    )
    {
        bool again;
        string trace;
        lock (_gate)
        {
            message.Sent++;
            message.Outstanding--;
            again = QueueAgain(message);
            trace = SendSpans.Answer(message, kind, code);
            if (message.Sent == segment.Total)
            {
                SendSpans.End(message);
            }
        }

        var number = _receipts.EnqueueResult(
            new Receipt(kind, segment.MessageId, segment.Index, segment.Total, carrierId, code, at, trace)
        );
        if (again)
        {
            _signal.Set();
        }

        return (number, trace);
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
            SendSpans.End(message);
            _givingBack.Add(message);
        }
        else
        {
            _ready.AddFirst(message);
        }

        return true;
    }
}
