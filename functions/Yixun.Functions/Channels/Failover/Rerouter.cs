using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yixun.Core.Channels.Health;
using Yixun.Core.Ids;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Data.Store;
using Yixun.Functions.Dispatch;
using Yixun.Functions.Health;
using Yixun.Functions.Reference;
using Yixun.Messaging;
using Yixun.Messaging.Chunks;
using Yixun.Messaging.Transport;

namespace Yixun.Functions.Channels.Failover;

/// <summary>
/// Moves messages that wait on a channel that is down or paused to channels that work, and those of a channel that is
/// switched off or gone to any that is left. Only messages that are Queued are moved, by compare-and-set: they are proven
/// never sent. What a daemon has claimed stays. A crash in between leaves messages Queued on their new channel, where the
/// sweep finds them.
/// </summary>
public sealed partial class Rerouter(
    ReferenceData reference,
    IMessageStore store,
    IDbContextFactory<YixunDbContext> contexts,
    IQueuePublisher publisher,
    IQueueTopology topology,
    ChunkCodec codec,
    FieldCipher cipher,
    MessageIdGenerator ids,
    RoadMetrics metrics,
    TimeProvider time,
    IOptions<HealthThresholds> options,
    ILogger<Rerouter> logger
)
{
    private const int PageSize = 1_000;

    /// <summary>Messages that one run looks at, of one channel.</summary>
    private const int MaximumPerRun = 20_000;

    private readonly Dictionary<string, RerouteProgress> _progress = new(StringComparer.Ordinal);
    private long? _orphansAt;

    /// <summary>Does what is due now.</summary>
    /// <returns>How many messages were moved or ended.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var routes = reference.Routes;
        var stopped = routes.Channels.Where(channel => channel.Enabled && !Works(channel)).ToList();
        foreach (var works in _progress.Keys.Except(stopped.Select(channel => channel.Id)).ToList())
        {
            _progress.Remove(works);
        }

        var changed = 0;
        foreach (var channel in stopped)
        {
            if (IsDue(channel, routes) && HasAlternative(channel, routes))
            {
                var progress = _progress[channel.Id];
                changed += await MoveAsync(
                    routes,
                    channel.Id,
                    channel.Mode == ChannelMode.Paused ? "paused" : "down",
                    progress,
                    cancellationToken
                );
            }
        }

        if (_orphansAt is not { } last || time.GetElapsedTime(last) >= options.Value.OrphanInterval)
        {
            _orphansAt = time.GetTimestamp();
            changed += await MoveOrphansAsync(routes, cancellationToken);
        }

        return changed;
    }

    private bool IsDue(ChannelDefinition channel, RouteTable routes)
    {
        if (!_progress.TryGetValue(channel.Id, out var progress))
        {
            _progress.Add(channel.Id, progress = new RerouteProgress { Since = time.GetTimestamp() });
        }

        if (time.GetElapsedTime(progress.Since) < options.Value.RerouteAfter)
        {
            return false;
        }

        if (
            progress.EndedAt is { } ended
            && progress.Routes == routes
            && time.GetElapsedTime(ended) < options.Value.RerouteAfter
        )
        {
            return false;
        }

        if (progress.EndedAt is not null || progress.Routes != routes)
        {
            progress.After = 0;
            progress.EndedAt = null;
            progress.Routes = routes;
        }

        return true;
    }

    /// <summary>
    /// Queued messages on channels that routing knows no longer. Their queues may have no consumer, so nobody else would
    /// end them.
    /// </summary>
    private async Task<int> MoveOrphansAsync(RouteTable routes, CancellationToken cancellationToken)
    {
        var enabled = routes
            .Channels.Where(channel => channel.Enabled)
            .Select(channel => channel.Id)
            .ToList();
        List<string> orphaned;
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            orphaned = await context
                .Messages.AsNoTracking()
                .Where(message =>
                    message.State == MessageState.Queued
                    && message.State < (MessageState)10
                    && message.ChannelId != null
                    && !enabled.Contains(message.ChannelId)
                )
                .Select(message => message.ChannelId!)
                .Distinct()
                .ToListAsync(cancellationToken);
        }

        var changed = 0;
        foreach (var id in orphaned)
        {
            changed += await MoveAsync(
                routes,
                id,
                routes.Channels.Any(channel => channel.Id == id) ? "disabled" : "removed",
                null,
                cancellationToken
            );
        }

        return changed;
    }

    /// <param name="progress">Of a channel that may come back; null: it will not.</param>
    private async Task<int> MoveAsync(
        RouteTable routes,
        string source,
        string why,
        RerouteProgress? progress,
        CancellationToken cancellationToken
    )
    {
        var others = routes.Without(source);
        var texts = new StrandedTexts(cipher);
        var tally = new RerouteTally(source, why);
        var after = progress?.After ?? 0;
        for (var seen = 0; seen < MaximumPerRun; )
        {
            var page = await store.ReadQueuedAsync(source, after, PageSize, cancellationToken);
            if (page.Count == 0)
            {
                if (progress is not null)
                {
                    progress.EndedAt = time.GetTimestamp();
                }

                break;
            }

            seen += page.Count;
            after = page[^1].Id;
            await MovePageAsync(others, source, why, page, texts, progress is null, tally, cancellationToken);
        }

        if (progress is not null)
        {
            progress.After = after;
        }

        await RecordAsync(tally, cancellationToken);
        return tally.Total;
    }

    private async Task MovePageAsync(
        RouteTable others,
        string source,
        string why,
        IReadOnlyList<StrandedMessage> page,
        StrandedTexts texts,
        bool forGood,
        RerouteTally tally,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var late = now.ToUnixTimeMilliseconds();
        var expired = new List<long>();
        var failed = new List<(long Id, string Reason)>();
        var moves = new List<Reassignment>();
        var entries = new List<(Lane Lane, DispatchEntry Entry)>();
        foreach (var message in page)
        {
            if (message.ExpiresAt != 0 && message.ExpiresAt <= late)
            {
                expired.Add(message.Id);
                continue;
            }

            DispatchEntry entry;
            try
            {
                entry = texts.Open(message);
            }
            catch (Exception exception) when (exception is CryptographicException or ArgumentException)
            {
                LogUnreadable(exception, message.Id);
                failed.Add((message.Id, MessageReasons.Unreadable));
                continue;
            }

            // A test goes over its channel or not at all.
            if (!forGood && entry.Text.Channel.Length > 0)
            {
                continue;
            }

            var route = others.Choose(
                Dispatcher.RequestOf(reference, entry.Text, message.Lane) with
                {
                    Number = PhoneNumber.FromValue(entry.Phone),
                    MessageId = message.Id,
                },
                now
            );
            if (route.Channel is { } next && (forGood || Works(next)))
            {
                moves.Add(
                    new Reassignment(message.Id, next.Id, $"{route.Reason}; rerouted from={source} why={why}")
                );
                entries.Add((message.Lane, entry));
            }
            else if (forGood && route.Outcome is not (RouteOutcome.Chosen or RouteOutcome.Closed))
            {
                failed.Add((message.Id, Dispatcher.ReasonOf(route.Outcome)));
            }
        }

        if (expired.Count > 0)
        {
            await store.ExpireAsync(expired, now, cancellationToken);
        }

        foreach (var group in failed.GroupBy(entry => entry.Reason, entry => entry.Id))
        {
            await store.FailAsync([.. group], group.Key, now, cancellationToken);
            tally.Failed += group.Count();
        }

        if (moves.Count > 0)
        {
            var moved = await store.ReassignAsync(source, moves, cancellationToken);
            await PublishAsync(
                [
                    .. moves
                        .Select((move, index) => (move.ChannelId, entries[index].Lane, entries[index].Entry))
                        .Where((_, index) => moved[index]),
                ],
                tally,
                cancellationToken
            );
        }
    }

    private async Task PublishAsync(
        List<(string ChannelId, Lane Lane, DispatchEntry Entry)> moved,
        RerouteTally tally,
        CancellationToken cancellationToken
    )
    {
        foreach (var group in moved.GroupBy(move => (move.ChannelId, move.Lane), move => move.Entry))
        {
            var (channelId, lane) = group.Key;
            tally.Add(channelId, group.Count());
            var queue = QueueNames.Channel(channelId, lane);
            try
            {
                await topology.DeclareAsync(queue, cancellationToken);
                foreach (var part in group.Chunk(MessageChunk.MaximumItems))
                {
                    await publisher.PublishAsync(
                        queue,
                        codec.Encode(ChunkBuilder.Build(lane, channelId, part)),
                        cancellationToken
                    );
                }
            }
            catch (QueueUnavailableException exception)
            {
                // They are Queued in the database: the sweep publishes them.
                metrics.LeftToSweep.WithLabels(Lanes.NameOf(lane)).Inc(group.Count());
                LogLeftToSweep(exception, group.Count(), channelId);
            }
        }
    }

    private async Task RecordAsync(RerouteTally tally, CancellationToken cancellationToken)
    {
        if (tally.Total == 0)
        {
            return;
        }

        metrics.Rerouted.WithLabels(tally.Source, "moved").Inc(tally.Moved);
        metrics.Rerouted.WithLabels(tally.Source, "failed").Inc(tally.Failed);
        metrics.States.WithLabels(nameof(MessageState.Failed)).Inc(tally.Failed);
        LogRerouted(tally.Moved, tally.Failed, tally.Source, tally.Why);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.ChannelEvents.Add(
            new ChannelEventEntity
            {
                Id = ids.Next(),
                ChannelId = tally.Source,
                At = time.GetUtcNow(),
                Kind = "rerouted",
                Detail = tally.Detail,
                By = "system",
            }
        );
        await context.SaveChangesAsync(cancellationToken);
    }

    private static bool Works(ChannelDefinition channel) =>
        channel is { Enabled: true, Mode: not ChannelMode.Paused, HealthShare: > 0 };

    /// <summary>Another channel works for one of its carriers; else its messages need not be looked at.</summary>
    private static bool HasAlternative(ChannelDefinition channel, RouteTable routes) =>
        routes.Channels.Any(other =>
            other.Id != channel.Id
            && other.Kind == channel.Kind
            && Works(other)
            && channel.Carriers.Any(other.Reaches)
        );

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Moved} waiting messages of channel {ChannelId} ({Why}) were moved to other channels, {Failed} failed"
    )]
    private partial void LogRerouted(int moved, int failed, string channelId, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} does not open and can't be sent")]
    private partial void LogUnreadable(Exception exception, long messageId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} messages for channel {ChannelId} could not be queued; the sweep will"
    )]
    private partial void LogLeftToSweep(Exception exception, int count, string channelId);
}
