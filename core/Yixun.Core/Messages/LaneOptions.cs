namespace Yixun.Core.Messages;

/// <summary>What of a lane's policy differs, as configured; null keeps the default.</summary>
public sealed class LaneOptions
{
    public TimeSpan? TimeToLive { get; set; }

    /// <summary>"07:00-22:00", or "always".</summary>
    public string? Hours { get; set; }

    public bool? AtLeastOnce { get; set; }

    public double? MaximumShare { get; set; }

    public bool? HonoursOptOut { get; set; }

    /// <exception cref="InvalidOperationException">The hours are malformed.</exception>
    internal LanePolicy ApplyTo(LanePolicy policy)
    {
        var (from, to) = Hours is null ? (policy.HoursFrom, policy.HoursTo) : ParseHours(Hours);
        return policy with
        {
            TimeToLive = TimeToLive ?? policy.TimeToLive,
            HoursFrom = from,
            HoursTo = to,
            AtLeastOnce = AtLeastOnce ?? policy.AtLeastOnce,
            MaximumShare = MaximumShare ?? policy.MaximumShare,
            HonoursOptOut = HonoursOptOut ?? policy.HonoursOptOut,
        };
    }

    private static (TimeSpan From, TimeSpan To) ParseHours(string hours) =>
        DailyHours.TryParse(hours, out var from, out var to)
            ? (from, to)
            : throw new InvalidOperationException($"'{hours}' is not like 07:00-22:00 or always.");
}
