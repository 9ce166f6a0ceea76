using Yixun.Carriers.Links;
using Yixun.Carriers.Mm7.Codec;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Mm7;

/// <summary>Hands what the MMSC tells to the link's handler; the MMSC is answered once that has acknowledged it.</summary>
internal sealed class Mm7LinkDeliveries(
    ICarrierLinkHandler handler,
    TimeSpan storeTimeout,
    LinkCounterCells counters,
    TimeProvider time
) : IMm7Handler
{
    /// <summary>Status word under which success is stored, whatever the protocol calls it.</summary>
    private const string Delivered = "DELIVRD";

    public Task OnDeliveryReportAsync(Mm7DeliveryReportReq report, CancellationToken cancellationToken)
    {
        Count(static cells => cells.Reports++);
        var status = report.DeliveryStatus;
        // Another one follows.
        if (!status.IsFinal())
        {
            return Task.CompletedTask;
        }

        var delivery = new Report
        {
            ReceivedAt = time.GetUtcNow(),
            CarrierId = report.MessageId,
            Status = status.IsSuccess() ? Delivered : $"MMS:{status}",
            Destination = SubscriberNumber.Normalize(report.Recipient.Value),
            DoneAt = report.TimeStamp,
        };
        handler.OnReport(delivery);
        return StoredAsync(delivery.Stored, cancellationToken);
    }

    public Task OnReadReplyAsync(Mm7ReadReplyReq report, CancellationToken cancellationToken)
    {
        if (report.ReadStatus != Mm7ReadStatus.Read)
        {
            return Task.CompletedTask;
        }

        var delivery = new Read { ReceivedAt = time.GetUtcNow(), CarrierId = report.MessageId };
        handler.OnRead(delivery);
        return StoredAsync(delivery.Stored, cancellationToken);
    }

    public Task OnDeliverAsync(Mm7DeliverReq message, CancellationToken cancellationToken)
    {
        Count(static cells => cells.Inbound++);
        var parts = message.Content?.Parts ?? [];
        var texts = parts
            .Where(IsText)
            .Select(part => Mm7Text.Decode(part.Data.Span, part.Charset))
            .Prepend(message.Subject ?? "")
            .Where(text => text.Length > 0);
        var delivery = new Inbound
        {
            ReceivedAt = time.GetUtcNow(),
            CarrierId = message.LinkedId ?? message.TransactionId,
            From = SubscriberNumber.Normalize(message.Sender.Value),
            To = (message.Recipients.To is [var first, ..] ? first.Value : null) ?? message.VasId ?? "",
            Text = string.Join('\n', texts),
            Raw = ReadOnlyMemory<byte>.Empty,
            Media = [.. parts.Where(part => !IsText(part))],
        };
        handler.OnInbound(delivery);
        return StoredAsync(delivery.Stored, cancellationToken);
    }

    private static bool IsText(Mm7Part part) => part.ContentType == "text/plain";

    private void Count(Action<LinkCounterCells> change)
    {
        lock (counters)
        {
            change(counters);
        }
    }

    /// <exception cref="TimeoutException">It was not acknowledged in time.</exception>
    /// <exception cref="CarrierProtocolException">It could not be stored.</exception>
    private async Task StoredAsync(Task<bool> stored, CancellationToken cancellationToken)
    {
        if (!await stored.WaitAsync(storeTimeout, time, cancellationToken).ConfigureAwait(false))
        {
            throw new CarrierProtocolException("It could not be stored.");
        }
    }

    private static TaskCompletionSource<bool> NewSource() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Report : CarrierReport
    {
        private readonly TaskCompletionSource<bool> _stored = NewSource();

        public Task<bool> Stored => _stored.Task;

        public override void Acknowledge(bool stored) => _stored.TrySetResult(stored);
    }

    private sealed class Read : CarrierRead
    {
        private readonly TaskCompletionSource<bool> _stored = NewSource();

        public Task<bool> Stored => _stored.Task;

        public override void Acknowledge(bool stored) => _stored.TrySetResult(stored);
    }

    private sealed class Inbound : CarrierInbound
    {
        private readonly TaskCompletionSource<bool> _stored = NewSource();

        public Task<bool> Stored => _stored.Task;

        public override void Acknowledge(bool stored) => _stored.TrySetResult(stored);
    }
}
