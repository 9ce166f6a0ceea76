using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yixun.Core.Messages;
using Yixun.Functions.Health;
using Yixun.Messaging;
using Yixun.Messaging.Chunks;
using Yixun.Messaging.Transport;

namespace Yixun.Functions.Dispatch;

/// <summary>
/// Gathers committed messages into chunks of their lane and puts them on the dispatch queues. Urgent lanes leave at once
/// with whatever has come together meanwhile; the others wait some milliseconds to fill up. What can't be published is
/// left to the sweep: it is committed.
/// </summary>
public sealed partial class DispatchPublisher : BackgroundService
{
    /// <summary>Of one lane.</summary>
    private const int WaitingMessages = 50_000;
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(10);

    private readonly IQueuePublisher _publisher;
    private readonly ChunkCodec _codec;
    private readonly RoadMetrics _metrics;
    private readonly ILogger<DispatchPublisher> _logger;
    private readonly Channel<DispatchEntry[]>[] _lanes =
    [
        .. Lanes.All.Select(_ =>
            Channel.CreateUnbounded<DispatchEntry[]>(new UnboundedChannelOptions { SingleReader = true })
        ),
    ];
    private readonly int[] _waiting = new int[Lanes.All.Count];

    public DispatchPublisher(
        IQueuePublisher publisher,
        ChunkCodec codec,
        RoadMetrics metrics,
        ILogger<DispatchPublisher> logger
    )
    {
        _publisher = publisher;
        _codec = codec;
        _metrics = metrics;
        _logger = logger;
    }

    /// <summary>Hands over committed messages of one lane; never waits.</summary>
    public void Enqueue(Lane lane, DispatchEntry[] entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        // One request may pass the limit, so that a large one is not refused for ever.
        if (
            Volatile.Read(ref _waiting[(int)lane]) >= WaitingMessages
            || !_lanes[(int)lane].Writer.TryWrite(entries)
        )
        {
            _metrics.LeftToSweep.WithLabels(Lanes.NameOf(lane)).Inc(entries.Length);
            return;
        }

        Interlocked.Add(ref _waiting[(int)lane], entries.Length);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            Lanes.All.Select(lane => Task.Run(() => RunLaneAsync(lane, stoppingToken), stoppingToken))
        );

    private async Task RunLaneAsync(Lane lane, CancellationToken stoppingToken)
    {
        var reader = _lanes[(int)lane].Reader;
        var entries = new List<DispatchEntry>(MessageChunk.MaximumItems * 2);
        while (await reader.WaitToReadAsync(stoppingToken))
        {
            Take(reader, entries);
            if (lane > Lane.Care && entries.Count < MessageChunk.MaximumItems)
            {
                await Task.Delay(Linger, stoppingToken);
                Take(reader, entries);
            }

            await PublishAsync(lane, entries, stoppingToken);
            Interlocked.Add(ref _waiting[(int)lane], -entries.Count);
            entries.Clear();
        }
    }

    private static void Take(ChannelReader<DispatchEntry[]> reader, List<DispatchEntry> entries)
    {
        while (entries.Count < MessageChunk.MaximumItems && reader.TryRead(out var more))
        {
            entries.AddRange(more);
        }
    }

    private async Task PublishAsync(
        Lane lane,
        List<DispatchEntry> entries,
        CancellationToken cancellationToken
    )
    {
        foreach (var part in entries.Chunk(MessageChunk.MaximumItems))
        {
            try
            {
                var chunk = ChunkBuilder.Build(lane, "", part);
                await _publisher.PublishAsync(
                    QueueNames.Dispatch(lane),
                    _codec.Encode(chunk),
                    cancellationToken
                );
            }
            catch (QueueUnavailableException exception)
            {
                _metrics.LeftToSweep.WithLabels(Lanes.NameOf(lane)).Inc(part.Length);
                LogLeftToSweep(exception, part.Length, lane);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} messages of lane {Lane} could not be queued; the sweep will"
    )]
    private partial void LogLeftToSweep(Exception exception, int count, Lane lane);
}
