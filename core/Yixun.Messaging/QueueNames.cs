using System.Globalization;
using Yixun.Core.Messages;

namespace Yixun.Messaging;

/// <summary>Every queue of the platform, by name. Nothing else in the code spells a queue name.</summary>
public static class QueueNames
{
    /// <summary>One dispatch queue per lane; constants because triggers are attributes.</summary>
    public const string DispatchCritical = "dispatch.critical";

    /// <inheritdoc cref="DispatchCritical"/>
    public const string DispatchOtp = "dispatch.otp";

    /// <inheritdoc cref="DispatchCritical"/>
    public const string DispatchCare = "dispatch.care";

    /// <inheritdoc cref="DispatchCritical"/>
    public const string DispatchReminder = "dispatch.reminder";

    /// <inheritdoc cref="DispatchCritical"/>
    public const string DispatchFollowUp = "dispatch.followup";

    /// <inheritdoc cref="DispatchCritical"/>
    public const string DispatchPromotion = "dispatch.promotion";

    /// <summary>Submit results and status reports, from the carrier daemon.</summary>
    public const string Receipts = "receipts";

    /// <summary>Replies from patients (mobile originated), from the carrier daemon.</summary>
    public const string Inbound = "inbound";

    private static readonly string[] DispatchByLane =
    [
        DispatchCritical,
        DispatchOtp,
        DispatchCare,
        DispatchReminder,
        DispatchFollowUp,
        DispatchPromotion,
    ];

    /// <summary>The queues that exist whatever the channels are.</summary>
    public static IReadOnlyList<string> Fixed { get; } = [.. DispatchByLane, Receipts, Inbound];

    /// <summary>
    /// How long a chunk waits whose function failed, by failure; each has a delay queue of its own, because a queue of
    /// mixed delays would let a long one hold up a short one behind it.
    /// </summary>
    public static IReadOnlyList<TimeSpan> RetryDelays { get; } =
    [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(15)];

    /// <summary>The delay queue of one of <see cref="RetryDelays"/>.</summary>
    public static string Retry(TimeSpan delay) =>
        string.Create(CultureInfo.InvariantCulture, $"retry.{(long)delay.TotalSeconds}s");

    /// <summary>Every queue of a site with these channels, without delay and dead-letter queues.</summary>
    public static IReadOnlyList<string> All(IEnumerable<string> channelIds) =>
        [.. Fixed, .. channelIds.SelectMany(OfChannel)];

    /// <summary>The queues of one channel.</summary>
    public static IEnumerable<string> OfChannel(string channelId) =>
        Lanes.All.Select(lane => Channel(channelId, lane));

    /// <summary>The dispatch queue of a lane.</summary>
    public static string Dispatch(Lane lane) => DispatchByLane[(int)lane];

    /// <summary>The queue of one lane of one channel.</summary>
    /// <param name="channelId">Id of the channel, as configured.</param>
    public static string Channel(string channelId, Lane lane) => $"channel.{channelId}.{Lanes.NameOf(lane)}";

    /// <summary>Where chunks go that a queue's consumer gave up.</summary>
    public static string DeadLetterOf(string queue) => queue + ".dead";
}
