namespace Yixun.Core.Messages;

/// <summary>How one lane is treated. Data, not code: sites change it in configuration.</summary>
public sealed record LanePolicy
{
    public required Lane Lane { get; init; }

    /// <summary>How long after acceptance (or its schedule) a message may still be sent; null: for ever.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Sending hours in the hospital's zone, from midnight; equal bounds mean always.</summary>
    public TimeSpan HoursFrom { get; init; }

    /// <inheritdoc cref="HoursFrom"/>
    public TimeSpan HoursTo { get; init; }

    /// <summary>Messages held for the hours leave within this time after the opening, spread evenly.</summary>
    public TimeSpan OpeningSpread { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>An opted-out number is not written to.</summary>
    public bool HonoursOptOut { get; init; }

    /// <summary>Text that ends every message of the lane, counted and billed; null: none.</summary>
    public string? Suffix { get; init; }

    /// <summary>Uncertain messages are sent again (a duplicate is better than silence).</summary>
    public bool AtLeastOnce { get; init; }

    /// <summary>Share of every channel's window and rate that the lane may take, 0 to 1; what is left is for more urgent lanes.</summary>
    public double MaximumShare { get; init; } = 1;

    /// <summary>Longest time from acceptance to sending that the hours can cause, spread included.</summary>
    public TimeSpan LongestWait
    {
        get
        {
            var closed = AlwaysOpen ? TimeSpan.Zero : TimeSpan.FromHours(24) - (HoursTo - HoursFrom);
            return closed == TimeSpan.Zero ? closed : closed + OpeningSpread;
        }
    }

    /// <summary>True when sending is allowed at any hour.</summary>
    public bool AlwaysOpen => HoursFrom == HoursTo;

    /// <summary>
    /// Null when the lane is open at <paramref name="local"/>, else when it opens next (same offset).
    /// </summary>
    public DateTimeOffset? OpensAt(DateTimeOffset local) => DailyHours.OpensAt(HoursFrom, HoursTo, local);

    /// <summary>
    /// Since when the lane is open at <paramref name="local"/> (same offset); the earliest time there is when it never closes,
    /// null when it is closed.
    /// </summary>
    public DateTimeOffset? OpenSince(DateTimeOffset local) =>
        AlwaysOpen ? DateTimeOffset.MinValue
        : OpensAt(local) is null ? new DateTimeOffset(local.Date, local.Offset) + HoursFrom
        : null;
}
