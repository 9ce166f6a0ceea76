using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yixun.Core.Messages;
using Yixun.Core.Security;
using Yixun.Data.Store;
using Yixun.Functions.Dispatch;
using Yixun.Functions.Health;
using Yixun.Functions.Hosting;
using Yixun.Functions.Reference;
using Yixun.Messaging;
using Yixun.Messaging.Chunks;
using Yixun.Messaging.Transport;

namespace Yixun.Functions.Timers;

/// <summary>
/// Puts back on queues what a crash, a full queue or a broker outage left behind. A message counts as left behind when it
/// is old enough and the queue that it belongs on is empty; publishing one twice is harmless, because dispatch and claim
/// move states by compare-and-set.
/// </summary>
public sealed partial class Sweeper(
    ReferenceData reference,
    IMessageStore store,
    IQueuePublisher publisher,
    IQueueTopology topology,
    ChunkCodec codec,
    FieldCipher cipher,
    RoadMetrics metrics,
    TimeProvider time,
    IOptions<YixunOptions> options,
    ILogger<Sweeper> logger
)
{
    private const int PageSize = 2_000;
    private const int MaximumPerSweep = 50_000;

    /// <summary>Chunks of receipts that are read in less time than a dead process keeps its lease.</summary>
    private const int FewChunks = 100;

    /// <summary>So long is waited for receipts that are not read.</summary>
    private static readonly TimeSpan LongestReceiptWait = TimeSpan.FromMinutes(15);

    private static readonly MessageState[] Waiting =
    [
        MessageState.Accepted,
        MessageState.Scheduled,
        MessageState.Held,
        MessageState.Queued,
    ];

    private readonly StrandedTexts _texts = new(cipher);
    private DateTimeOffset? _receiptsBehindSince;

    /// <param name="age">Messages younger than this are on their way.</param>
    /// <returns>How many were published.</returns>
    public async Task<int> SweepAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        var published = 0;
        foreach (var state in Waiting)
        {
            published += await SweepStateAsync(state, time.GetUtcNow() - age, cancellationToken);
        }

        _texts.Clear();
        if (published > 0)
        {
            LogSwept(published);
        }

        return published;
    }

    /// <summary>Sends messages on whose schedule or hold is over.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ReleaseDueAsync(CancellationToken cancellationToken)
    {
        var released = 0;
        while (released < MaximumPerSweep)
        {
            var due = await store.TakeDueAsync(PageSize, time.GetUtcNow(), cancellationToken);
            if (due.Count == 0)
            {
                break;
            }

            foreach (var lane in due.GroupBy(message => message.Lane))
            {
                await PublishAsync(lane.Key, "", QueueNames.Dispatch(lane.Key), [.. lane], cancellationToken);
            }

            released += due.Count;
        }

        _texts.Clear();
        return released;
    }

    private async Task<int> SweepStateAsync(
        MessageState state,
        DateTimeOffset before,
        CancellationToken cancellationToken
    )
    {
        var published = 0;
        long after = 0;
        var idle = new Dictionary<string, bool>(StringComparer.Ordinal);
        while (published < MaximumPerSweep)
        {
            var page = await store.ReadStrandedAsync(state, after, before, PageSize, cancellationToken);
            if (page.Count == 0)
            {
                break;
            }

            after = page[^1].Id;
            foreach (
                var group in page.GroupBy(message =>
                    (message.Lane, Channel: state == MessageState.Queued ? message.ChannelId! : "")
                )
            )
            {
                var (lane, channel) = group.Key;
                var queue =
                    channel.Length == 0 ? QueueNames.Dispatch(lane) : QueueNames.Channel(channel, lane);
                if (!idle.TryGetValue(queue, out var isIdle))
                {
                    var status = await topology.GetStatusAsync(queue, cancellationToken);
                    idle.Add(queue, isIdle = status is { Depth: 0 });
                }

                if (isIdle && await PublishAsync(lane, channel, queue, [.. group], cancellationToken))
                {
                    published += group.Count();
                    metrics.Swept.WithLabels(state.ToString()).Inc(group.Count());
                }
                else
                {
                    idle[queue] = false;
                }
            }

            if (idle.Count > 0 && idle.Values.All(free => !free))
            {
                break;
            }
        }

        return published;
    }

    private async Task<bool> PublishAsync(
        Lane lane,
        string channelId,
        string queue,
        StrandedMessage[] messages,
        CancellationToken cancellationToken
    )
    {
        try
        {
            foreach (var part in messages.Chunk(MessageChunk.MaximumItems))
            {
                var entries = await OpenAsync(part, cancellationToken);
                if (entries.Length > 0)
                {
                    await publisher.PublishAsync(
                        queue,
                        codec.Encode(ChunkBuilder.Build(lane, channelId, entries)),
                        cancellationToken
                    );
                }
            }

            return true;
        }
        catch (QueueUnavailableException exception)
        {
            LogQueueUnavailable(exception, queue);
            return false;
        }
    }

    /// <summary>Opens what can be opened; a message that can't be ends, and holds up no other.</summary>
    private async Task<DispatchEntry[]> OpenAsync(
        StrandedMessage[] messages,
        CancellationToken cancellationToken
    )
    {
        var entries = new List<DispatchEntry>(messages.Length);
        var unreadable = new List<long>();
        foreach (var message in messages)
        {
            try
            {
                entries.Add(_texts.Open(message));
            }
            catch (Exception exception) when (exception is CryptographicException or ArgumentException)
            {
                LogUnreadable(exception, message.Id);
                unreadable.Add(message.Id);
            }
        }

        if (unreadable.Count > 0)
        {
            await store.FailAsync(unreadable, MessageReasons.Unreadable, time.GetUtcNow(), cancellationToken);
            metrics.States.WithLabels(nameof(MessageState.Failed)).Inc(unreadable.Count);
        }

        return [.. entries];
    }

    /// <summary>
    /// Messages that a dead process had claimed. What it heard of them before it died may still wait in the queue of receipts,
    /// and is waited for: they are not uncertain then. Not in lanes that rather send twice than late.
    /// </summary>
    public async Task<int> RecoverClaimsAsync(CancellationToken cancellationToken)
    {
        var recovered = await store.RecoverClaimsAsync(
            [.. Lanes.All.Where(lane => reference.Lanes[lane].AtLeastOnce)],
            await AreReceiptsReadAsync(cancellationToken),
            time.GetUtcNow(),
            cancellationToken
        );
        if (recovered > 0)
        {
            metrics.States.WithLabels(nameof(MessageState.Uncertain)).Inc(recovered);
            LogRecovered(recovered);
        }

        return recovered;
    }

    /// <summary>Whether what stood in the queue of receipts some seconds ago is read by now.</summary>
    private async Task<bool> AreReceiptsReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (
                await topology.GetStatusAsync(QueueNames.Receipts, cancellationToken) is
                { Depth: <= FewChunks }
            )
            {
                _receiptsBehindSince = null;
                return true;
            }
        }
        catch (QueueUnavailableException exception)
        {
            LogQueueUnavailable(exception, QueueNames.Receipts);
        }

        _receiptsBehindSince ??= time.GetUtcNow();
        return time.GetUtcNow() - _receiptsBehindSince > LongestReceiptWait;
    }

    /// <summary>Messages whose report never came.</summary>
    public async Task<int> MarkUnknownAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var marked = await store.MarkUnknownAsync(
            now - options.Value.ReportWait,
            PageSize,
            now,
            cancellationToken
        );
        metrics.States.WithLabels(nameof(MessageState.Unknown)).Inc(marked);
        return marked;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} messages were not on a queue and were queued again"
    )]
    private partial void LogSwept(int count);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Queue {Queue} takes nothing now; the next sweep tries again"
    )]
    private partial void LogQueueUnavailable(Exception exception, string queue);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} does not open and can't be sent")]
    private partial void LogUnreadable(Exception exception, long messageId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} messages were being submitted by a process that ended; they are uncertain now"
    )]
    private partial void LogRecovered(int count);
}
