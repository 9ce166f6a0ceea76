using Yixun.Core.Messages;
using Yixun.Data.Channels;
using Yixun.Data.Model;

namespace Yixun.Functions.Alerts;

/// <summary>Everything that conditions look at, read once.</summary>
public sealed record AlertSituation
{
    /// <summary>Now, with the hospital's offset.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>All channels.</summary>
    public required IReadOnlyList<ChannelEntity> Channels { get; init; }

    /// <summary>What daemons said lately.</summary>
    public required IReadOnlyList<ChannelStateEntity> States { get; init; }

    /// <summary>Minutes within the longest window.</summary>
    public required IReadOnlyList<ChannelMinuteEntity> Minutes { get; init; }

    /// <summary>What waits on channels.</summary>
    public required IReadOnlyList<QueuedLoad> Queued { get; init; }

    /// <summary>Registrations of signatures that end soon, or ended lately.</summary>
    public required IReadOnlyList<SignatureRegistrationEntity> Ending { get; init; }

    /// <summary>Lanes that may send now, and since when.</summary>
    public required IReadOnlyDictionary<Lane, DateTimeOffset> Open { get; init; }

    /// <summary>Given-up chunks by the queue that they were on, queues without any included; null while the broker is away.</summary>
    public required IReadOnlyDictionary<string, long>? DeadLetters { get; init; }

    /// <summary>Since when this process is without Redis; null where it is well, or not used.</summary>
    public required DateTimeOffset? RedisLostSince { get; init; }

    /// <summary>Months ("2026-11") from the present one on that have no partition in the database, in order.</summary>
    public IReadOnlyList<string> MissingMonths { get; init; } = [];

    /// <summary>False where this process is to make partitions and its database account may not.</summary>
    public bool MayPartition { get; init; } = true;

    /// <summary>There are channels to run, and no daemon says anything.</summary>
    public bool DaemonAway => States.Count == 0 && Channels.Any(channel => channel.Enabled);

    /// <summary>Minutes of a channel that began at or after a time and before another.</summary>
    public IEnumerable<ChannelMinuteEntity> MinutesOf(
        string channelId,
        DateTimeOffset from,
        DateTimeOffset before
    ) =>
        Minutes.Where(minute =>
            minute.ChannelId == channelId
            && minute.Minute >= from.ToUnixTimeSeconds() / 60
            && minute.Minute < before.ToUnixTimeSeconds() / 60
        );

    /// <summary>A channel as texts name it.</summary>
    public static string NameOf(ChannelEntity channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return channel.Name == channel.Id ? channel.Id : $"{channel.Name}（{channel.Id}）";
    }
}
