using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Yixun.Carriers.Links;
using Yixun.Messaging;
using Yixun.Messaging.Chunks;
using Yixun.Messaging.Transport;

namespace Yixun.CarrierDaemon.Receipts;

/// <summary>
/// Publishes what one channel hears in chunks of whatever came together while the chunks before were made durable, or within
/// the transport's <see cref="IQueuePublisher.GatherTime"/>: submit results, reports and replies each on their own way, so
/// that a flood of reports keeps no window slot waiting. A report leaves only when the result that it belongs to is durable.
/// Tells the channel when something is durable, and only then answers the carrier's deliveries. Nothing is dropped: while the
/// queue is away it tries again, and the channel's window fills up.
/// </summary>
internal sealed partial class ReceiptPublisher(
    string channelId,
    IQueuePublisher publisher,
    ChunkCodec codec,
    Action<int> slotsFreed,
    Func<int> enoughResults,
    TimeProvider time,
    ILogger logger
)
{
    private const int MaximumItems = 1_000;

    /// <summary>Chunks of one kind on their way: one is written while the next is encoded and queued.</summary>
    private const int ChunksInFlight = 2;

    /// <summary>Reports that are gathered no longer: a carrier stops delivering when too many are not answered.</summary>
    private const int EnoughReports = 128;

    /// <summary>Steps of the gathering in which it is seen whether enough is there.</summary>
    private static readonly TimeSpan GatherStep = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // Not made for a single reader: those can't tell how much waits.
    private readonly Channel<Receipt> _results = Channel.CreateUnbounded<Receipt>();
    private readonly Channel<PendingReport> _reports = Channel.CreateUnbounded<PendingReport>();
    private readonly Channel<PendingInbound> _inbound = Channel.CreateUnbounded<PendingInbound>();
    private readonly Lock _order = new();
    private readonly ProgressCount _durable = new();
    private long _given;

    /// <summary>A submit result; frees a slot when it is durable.</summary>
    /// <returns>Its number, for the report that will follow it.</returns>
    public long EnqueueResult(in Receipt receipt)
    {
        lock (_order)
        {
            _results.Writer.TryWrite(receipt);
            return ++_given;
        }
    }

    /// <summary>A report; the carrier's delivery is answered when it can't be lost any more.</summary>
    /// <param name="after">Number of the result that it belongs to; 0 when unknown.</param>
    public void EnqueueReport(in Receipt receipt, CarrierDelivery delivery, long after) =>
        _reports.Writer.TryWrite(new PendingReport(receipt, delivery, after));

    public void EnqueueInbound(in InboundSegment segment, CarrierDelivery delivery) =>
        _inbound.Writer.TryWrite(new PendingInbound(segment, delivery));

    /// <summary>No more comes: <see cref="RunAsync"/> ends when all is durable.</summary>
    public void Complete()
    {
        _results.Writer.TryComplete();
        _reports.Writer.TryComplete();
        _inbound.Writer.TryComplete();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(
                RunAsync(_results.Reader, enoughResults, PublishResultsAsync, cancellationToken),
                RunAsync(_reports.Reader, () => EnoughReports, PublishReportsAsync, cancellationToken),
                RunAsync(_inbound.Reader, () => EnoughReports, PublishInboundAsync, cancellationToken)
            );
        }
        // Nobody looks at this task before the channel stops, and until then its window would fill up in silence.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogEnded(exception, channelId);
            throw;
        }
    }

    /// <summary>Takes what waits and publishes it, a few chunks at a time; each is told of the one before it.</summary>
    private async Task RunAsync<T>(
        ChannelReader<T> reader,
        Func<int> enough,
        Func<List<T>, Task, CancellationToken, Task> publish,
        CancellationToken cancellationToken
    )
    {
        var inFlight = new Queue<Task>();
        var last = Task.CompletedTask;
        long? left = null;
        while (await reader.WaitToReadAsync(cancellationToken))
        {
            // What comes alone leaves at once.
            while (
                left is { } before
                && time.GetElapsedTime(before) < publisher.GatherTime
                && reader.Count < enough()
            )
            {
                await Task.Delay(GatherStep, time, cancellationToken);
            }

            left = time.GetTimestamp();
            if (inFlight.Count == ChunksInFlight)
            {
                await inFlight.Dequeue();
            }

            var pending = new List<T>();
            while (pending.Count < MaximumItems && reader.TryRead(out var next))
            {
                pending.Add(next);
            }

            inFlight.Enqueue(last = publish(pending, last, cancellationToken));
        }

        await Task.WhenAll(inFlight);
    }

    private async Task PublishResultsAsync(
        List<Receipt> results,
        Task before,
        CancellationToken cancellationToken
    )
    {
        await PublishAsync(
            QueueNames.Receipts,
            codec.Encode(new ReceiptChunk(channelId, results)),
            cancellationToken
        );
        slotsFreed(results.Count);
        await before;
        _durable.Advance(results.Count);
    }

    private async Task PublishReportsAsync(
        List<PendingReport> reports,
        Task before,
        CancellationToken cancellationToken
    )
    {
        await _durable.ReachAsync(reports.Max(report => report.After), cancellationToken);
        var chunk = new ReceiptChunk(channelId, reports.ConvertAll(report => report.Receipt));
        await PublishAsync(QueueNames.Receipts, codec.Encode(chunk), cancellationToken);
        reports.ForEach(report => report.Delivery.Acknowledge(true));
        await before;
    }

    private async Task PublishInboundAsync(
        List<PendingInbound> segments,
        Task before,
        CancellationToken cancellationToken
    )
    {
        await before;
        var chunk = new InboundChunk(channelId, segments.ConvertAll(entry => entry.Segment));
        await PublishAsync(QueueNames.Inbound, codec.Encode(chunk), cancellationToken);
        segments.ForEach(entry => entry.Delivery.Acknowledge(true));
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
        Level = LogLevel.Critical,
        Message = "Channel {ChannelId} publishes no more of what it hears; restart its process"
    )]
    private partial void LogEnded(Exception exception, string channelId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Queue {Queue} takes nothing now; channel {ChannelId} holds its results and tries again"
    )]
    private partial void LogQueueUnavailable(Exception exception, string queue, string channelId);

    private readonly record struct PendingReport(Receipt Receipt, CarrierDelivery Delivery, long After);

    private readonly record struct PendingInbound(InboundSegment Segment, CarrierDelivery Delivery);
}
