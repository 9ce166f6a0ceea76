using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Yixun.Carriers.Links;
using Yixun.Messaging;
using Yixun.Messaging.Chunks;
using Yixun.Messaging.Transport;

namespace Yixun.CarrierDaemon.Receipts;

/// <summary>
/// Publishes what one channel hears, in order, in chunks of whatever came together while the chunk before was made
/// durable. Tells the channel when something is durable, and only then answers the carrier's deliveries. Nothing is
/// dropped: while the queue is away it tries again, and the channel's window fills up.
/// </summary>
internal sealed partial class ReceiptPublisher(
    string channelId,
    IQueuePublisher publisher,
    ChunkCodec codec,
    Action<int> slotsFreed,
    TimeProvider time,
    ILogger logger
)
{
    private const int MaximumItems = 1_000;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Channel<PendingReceipt> _receipts = Channel.CreateUnbounded<PendingReceipt>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly Channel<PendingInbound> _inbound = Channel.CreateUnbounded<PendingInbound>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    /// <param name="delivery">
    /// The carrier's delivery, answered once it can't be lost any more; null for a submit result, which frees a slot then.
    /// </param>
    public void Enqueue(in Receipt receipt, CarrierDelivery? delivery) =>
        _receipts.Writer.TryWrite(new PendingReceipt(receipt, delivery));

    public void Enqueue(in InboundSegment segment, CarrierDelivery delivery) =>
        _inbound.Writer.TryWrite(new PendingInbound(segment, delivery));

    /// <summary>No more comes: <see cref="RunAsync"/> ends when all is durable.</summary>
    public void Complete()
    {
        _receipts.Writer.TryComplete();
        _inbound.Writer.TryComplete();
    }

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(RunReceiptsAsync(cancellationToken), RunInboundAsync(cancellationToken));

    private async Task RunReceiptsAsync(CancellationToken cancellationToken)
    {
        var pending = new List<PendingReceipt>(MaximumItems);
        while (await _receipts.Reader.WaitToReadAsync(cancellationToken))
        {
            pending.Clear();
            while (pending.Count < MaximumItems && _receipts.Reader.TryRead(out var next))
            {
                pending.Add(next);
            }

            var chunk = new ReceiptChunk(channelId, pending.ConvertAll(entry => entry.Receipt));
            await PublishAsync(QueueNames.Receipts, codec.Encode(chunk), cancellationToken);
            var freed = 0;
            foreach (var entry in pending)
            {
                entry.Delivery?.Acknowledge(true);
                freed += entry.Delivery is null ? 1 : 0;
            }

            if (freed > 0)
            {
                slotsFreed(freed);
            }
        }
    }

    private async Task RunInboundAsync(CancellationToken cancellationToken)
    {
        var pending = new List<PendingInbound>();
        while (await _inbound.Reader.WaitToReadAsync(cancellationToken))
        {
            pending.Clear();
            while (pending.Count < MaximumItems && _inbound.Reader.TryRead(out var next))
            {
                pending.Add(next);
            }

            var chunk = new InboundChunk(channelId, pending.ConvertAll(entry => entry.Segment));
            await PublishAsync(QueueNames.Inbound, codec.Encode(chunk), cancellationToken);
            foreach (var entry in pending)
            {
                entry.Delivery.Acknowledge(true);
            }
        }
    }

    private async Task PublishAsync(string queue, byte[] body, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (true)
        {
            try
            {
                await publisher.PublishDurableAsync(queue, body, cancellationToken);
                return;
            }
            // Whatever broke: results that are not told keep their slots, so it must be tried until it is done.
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogQueueUnavailable(exception, queue, channelId);
                await Task.Delay(pause, time, cancellationToken);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Queue {Queue} takes nothing now; channel {ChannelId} holds its results and tries again"
    )]
    private partial void LogQueueUnavailable(Exception exception, string queue, string channelId);

    private readonly record struct PendingReceipt(Receipt Receipt, CarrierDelivery? Delivery);

    private readonly record struct PendingInbound(InboundSegment Segment, CarrierDelivery Delivery);
}
