using Yixun.Core.Messages;

namespace Yixun.Core.Alerts;

/// <summary>Hours of a day in which somebody is not disturbed: "22:00-07:00", also over midnight; empty: none.</summary>
public static class QuietHours
{
    public static bool IsValid(string text) => text.Length == 0 || TryParse(text, out _, out _);

    /// <summary>When they end, if <paramref name="local"/> lies in them; null when it does not.</summary>
    /// <exception cref="FormatException">The text is no such hours.</exception>
    public static DateTimeOffset? EndAfter(string text, DateTimeOffset local)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
        {
            return null;
        }

        if (!TryParse(text, out var from, out var to))
        {
            throw new FormatException($"'{text}' is not like 22:00-07:00.");
        }

        var time = local.TimeOfDay;
        var midnight = new DateTimeOffset(local.Date, local.Offset);
        if (from < to)
        {
            return time >= from && time < to ? midnight + to : null;
        }

        return time >= from ? midnight.AddDays(1) + to
            : time < to ? midnight + to
            : null;
    }

    private static bool TryParse(string text, out TimeSpan from, out TimeSpan to)
    {
        from = to = TimeSpan.Zero;
        return text.Split('-') is [var first, var last]
            // Each half is read as hours that begin at midnight, or end there.
            && TryParseTime(first, out from)
            && TryParseTime(last, out to)
            && from != to;
    }

    private static bool TryParseTime(string text, out TimeSpan time)
    {
        if (text == "00:00")
        {
            time = TimeSpan.Zero;
            return true;
        }

        return DailyHours.TryParse($"00:00-{text}", out _, out time) && time < TimeSpan.FromDays(1);
    }
}
