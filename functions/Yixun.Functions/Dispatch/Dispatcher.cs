using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;
using Yixun.Core.Security;
using Yixun.Core.Text;
using Yixun.Data.Store;
using Yixun.Functions.Health;
using Yixun.Functions.Mms;
using Yixun.Functions.Reference;
using Yixun.Messaging;
using Yixun.Messaging.Chunks;
using Yixun.Messaging.Tracing;
using Yixun.Messaging.Transport;

namespace Yixun.Functions.Dispatch;

/// <summary>
/// Decides about a chunk of messages: time to live, blacklist, opt-out, hours, route; moves their states as one set, and
/// puts those that may go on the queue of their channel and lane.
/// </summary>
public sealed partial class Dispatcher(
    ReferenceData reference,
    IMessageStore store,
    IQueuePublisher publisher,
    ChunkCodec codec,
    PhoneHasher hasher,
    MmsFallback fallback,
    RoadMetrics metrics,
    TimeProvider time,
    ILogger<Dispatcher> logger
)
{
    public async Task DispatchAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var chunk = codec.DecodeMessages(body);
        using var traces = ChunkTraces.Start("dispatch", ActivityKind.Consumer, chunk);
        chunk = traces?.Of(chunk) ?? chunk;
        var now = time.GetUtcNow();
        var policy = reference.Lanes[chunk.Lane];
        var opensAt = reference.Lanes.OpensAt(chunk.Lane, now);
        var requests = chunk.Texts.Select(text => RequestOf(reference, text, chunk.Lane)).ToArray();
        var updates = new DispatchUpdate[chunk.Items.Count];
        for (var index = 0; index < updates.Length; index++)
        {
            var item = chunk.Items[index];
            updates[index] = Decide(item, requests[item.Text], policy, now, opensAt);
        }

        var fallenBack = await fallback.ApplyAsync(chunk, requests, updates, now, cancellationToken);
        var applied = await store.ApplyDispatchAsync(chunk.Lane, updates, now, cancellationToken);
        Count(chunk.Lane, updates, applied);
        await PublishAsync(chunk, updates, applied, fallenBack, cancellationToken);
    }

    /// <summary>What all messages with a text are routed by.</summary>
    internal static RouteRequest RequestOf(ReferenceData reference, ChunkText text, Lane lane) =>
        new(
            default,
            lane,
            0,
            reference.KeyOfSystem(text.SystemId),
            MessageText.SignatureOf(text.Text),
            reference.Links.KindOf(text.Text),
            text.MmsBatchId == 0 ? ChannelKind.Sms : ChannelKind.Mms,
            text.Channel
        );

    private DispatchUpdate Decide(
        in ChunkMessage message,
        in RouteRequest shared,
        LanePolicy policy,
        DateTimeOffset now,
        DateTimeOffset? opensAt
    )
    {
        if (message.ExpiresAt != 0 && message.ExpiresAt <= now.ToUnixTimeMilliseconds())
        {
            return Stop(message.Id, MessageState.Expired, MessageReasons.LaneTtl);
        }

        var number = PhoneNumber.FromValue(message.Phone);
        var askOptOut = policy.HonoursOptOut && reference.HasOptedOut;
        if (reference.HasBlocked || askOptOut)
        {
            var hash = hasher.Hash(number);
            if (reference.IsBlocked(hash))
            {
                return Stop(message.Id, MessageState.Blocked, MessageReasons.Blacklist);
            }

            if (askOptOut && reference.IsOptedOut(hash))
            {
                return Stop(message.Id, MessageState.Blocked, MessageReasons.OptOut);
            }
        }

        if (opensAt is { } opening)
        {
            return Hold(message, policy, opening);
        }

        var request = shared with { Number = number, MessageId = message.Id };
        var route = reference.Routes.Choose(request, now);
        return route.Outcome switch
        {
            RouteOutcome.Chosen => new DispatchUpdate(
                message.Id,
                MessageState.Queued,
                route.Carrier,
                route.Channel!.Id,
                null,
                route.Reason,
                null
            ),
            RouteOutcome.Closed => new DispatchUpdate(
                message.Id,
                MessageState.Held,
                route.Carrier,
                null,
                MessageReasons.ChannelHours,
                route.Reason,
                (route.OpensAt!.Value + SpreadOf(message.Id, policy.OpeningSpread)).ToUniversalTime()
            ),
            _ => new DispatchUpdate(
                message.Id,
                route.Outcome == RouteOutcome.NoRoute ? MessageState.Failed : MessageState.Blocked,
                route.Carrier,
                null,
                ReasonOf(route.Outcome),
                route.Reason,
                null
            ),
        };
    }

    /// <summary>Why a message ends that routing finds no channel for.</summary>
    internal static string ReasonOf(RouteOutcome outcome) =>
        outcome switch
        {
            RouteOutcome.NoRoute => MessageReasons.NoRoute,
            RouteOutcome.Denied => MessageReasons.RouteDenied,
            RouteOutcome.SignatureUnregistered => MessageReasons.SignatureUnregistered,
            RouteOutcome.LinkNotAllowed => MessageReasons.LinkNotAllowed,
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };

    private static DispatchUpdate Stop(long id, MessageState state, string reason) =>
        new(
            id,
            state,
            Carrier.Unknown,
            null,
            reason,
            $"{(state == MessageState.Expired ? "expired" : "blocked")} by={reason}",
            null
        );

    /// <summary>Until the lane opens, and then spread over its opening by the message's id.</summary>
    private static DispatchUpdate Hold(in ChunkMessage message, LanePolicy policy, DateTimeOffset opening) =>
        new(
            message.Id,
            MessageState.Held,
            Carrier.Unknown,
            null,
            MessageReasons.LaneHours,
            $"held by={MessageReasons.LaneHours} lane={Lanes.NameOf(policy.Lane)} until={opening:yyyy-MM-ddTHH:mmzzz}",
            (opening + SpreadOf(message.Id, policy.OpeningSpread)).ToUniversalTime()
        );

    private static TimeSpan SpreadOf(long messageId, TimeSpan spread) =>
        spread * ((ulong)messageId * 0x9E3779B97F4A7C15UL >> 40) / (1 << 24);

    private void Count(Lane lane, DispatchUpdate[] updates, bool[] applied)
    {
        var name = Lanes.NameOf(lane);
        foreach (var group in updates.Where((_, index) => applied[index]).CountBy(update => update.State))
        {
            metrics.Dispatched.WithLabels(name, group.Key.ToString()).Inc(group.Value);
        }
    }

    private async Task PublishAsync(
        MessageChunk chunk,
        DispatchUpdate[] updates,
        bool[] applied,
        IReadOnlyDictionary<int, ChunkText> fallenBack,
        CancellationToken cancellationToken
    )
    {
        var byChannel = new Dictionary<string, List<DispatchEntry>>(StringComparer.Ordinal);
        for (var index = 0; index < updates.Length; index++)
        {
            if (!applied[index] || updates[index].ChannelId is not { } channelId)
            {
                continue;
            }

            if (!byChannel.TryGetValue(channelId, out var entries))
            {
                byChannel.Add(channelId, entries = []);
            }

            var item = chunk.Items[index];
            var text = updates[index].FallenBack is null ? chunk.Texts[item.Text] : fallenBack[index];
            entries.Add(new DispatchEntry(item.Id, item.Phone, text, item.ExpiresAt));
        }

        foreach (var (channelId, entries) in byChannel)
        {
            var outgoing = ChunkBuilder.Build(chunk.Lane, channelId, CollectionsMarshal.AsSpan(entries));
            using var traces = ChunkTraces.Start("publish", ActivityKind.Producer, outgoing, channelId);
            try
            {
                await publisher.PublishAsync(
                    QueueNames.Channel(channelId, chunk.Lane),
                    codec.Encode(traces?.Of(outgoing) ?? outgoing),
                    cancellationToken
                );
            }
            catch (QueueUnavailableException exception)
            {
                // They are Queued in the database: the sweep publishes them.
                metrics.LeftToSweep.WithLabels(Lanes.NameOf(chunk.Lane)).Inc(entries.Count);
                LogLeftToSweep(exception, entries.Count, channelId);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} messages for channel {ChannelId} could not be queued; the sweep will"
    )]
    private partial void LogLeftToSweep(Exception exception, int count, string channelId);
}
