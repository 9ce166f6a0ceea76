using Microsoft.Extensions.Logging;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Security;
using Yixun.Data.Store;
using Yixun.Functions.Health;
using Yixun.Functions.Reference;
using Yixun.Messaging;
using Yixun.Messaging.Chunks;
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
    RoadMetrics metrics,
    TimeProvider time,
    ILogger<Dispatcher> logger
)
{
    public async Task DispatchAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var chunk = codec.DecodeMessages(body);
        var now = time.GetUtcNow();
        var policy = reference.Lanes[chunk.Lane];
        var opensAt = reference.Lanes.OpensAt(chunk.Lane, now);
        var updates = new DispatchUpdate[chunk.Items.Count];
        for (var index = 0; index < updates.Length; index++)
        {
            updates[index] = Decide(chunk.Items[index], chunk.Lane, policy, now, opensAt);
        }

        var applied = await store.ApplyDispatchAsync(chunk.Lane, updates, now, cancellationToken);
        Count(chunk.Lane, updates, applied);
        await PublishAsync(chunk, updates, applied, cancellationToken);
    }

    private DispatchUpdate Decide(
        in ChunkMessage message,
        Lane lane,
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

        var route = reference.Routes.Choose(number, lane, message.Id);
        return route.Channel is null
            ? new DispatchUpdate(
                message.Id,
                MessageState.Failed,
                route.Carrier,
                null,
                MessageReasons.NoRoute,
                route.Reason,
                null
            )
            : new DispatchUpdate(
                message.Id,
                MessageState.Queued,
                route.Carrier,
                route.Channel.Id,
                null,
                route.Reason,
                null
            );
    }

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
    private static DispatchUpdate Hold(in ChunkMessage message, LanePolicy policy, DateTimeOffset opening)
    {
        var spread = policy.OpeningSpread * ((ulong)message.Id * 0x9E3779B97F4A7C15UL >> 40) / (1 << 24);
        return new DispatchUpdate(
            message.Id,
            MessageState.Held,
            Carrier.Unknown,
            null,
            MessageReasons.LaneHours,
            $"held by={MessageReasons.LaneHours} lane={Lanes.NameOf(policy.Lane)} until={opening:yyyy-MM-ddTHH:mmzzz}",
            (opening + spread).ToUniversalTime()
        );
    }

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
            var text = chunk.Texts[item.Text];
            entries.Add(new DispatchEntry(item.Id, item.Phone, text.Text, text.Extension, item.ExpiresAt));
        }

        foreach (var (channelId, entries) in byChannel)
        {
            try
            {
                await publisher.PublishAsync(
                    QueueNames.Channel(channelId, chunk.Lane),
                    codec.Encode(ChunkBuilder.Build(chunk.Lane, channelId, [.. entries])),
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
