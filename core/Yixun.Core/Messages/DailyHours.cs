namespace Yixun.Core.Messages;

/// <summary>Hours of a day, from midnight; equal bounds mean always.</summary>
public static class DailyHours
{
    /// <summary>Null when open at <paramref name="local"/>, else when it opens next (same offset).</summary>
    public static DateTimeOffset? OpensAt(TimeSpan from, TimeSpan to, DateTimeOffset local)
    {
        if (from == to)
        {
            return null;
        }

        var time = local.TimeOfDay;
        if (time >= from && time < to)
        {
            return null;
        }

        var midnight = new DateTimeOffset(local.Date, local.Offset);
        return time < from ? midnight + from : midnight.AddDays(1) + from;
    }

    /// <summary>Reads "07:00-22:00", or "always"; the end may be 24:00.</summary>
    public static bool TryParse(string? text, out TimeSpan from, out TimeSpan to)
    {
        from = to = TimeSpan.Zero;
        if (text is "always")
        {
            return true;
        }

        return text?.Split('-') is [var first, var last]
            && TryParseTime(first, out from)
            && TryParseTime(last, out to)
            && from < to;
    }

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public static string Format(TimeSpan from, TimeSpan to) =>
        from == to ? "always" : $"{FormatTime(from)}-{FormatTime(to)}";

    private static string FormatTime(TimeSpan time) =>
        time == TimeSpan.FromHours(24)
            ? "24:00"
            : time.ToString(@"hh\:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static bool TryParseTime(string text, out TimeSpan time)
    {
        if (text == "24:00")
        {
            time = TimeSpan.FromHours(24);
            return true;
        }

        var read = TimeOnly.TryParseExact(
            text,
            "HH:mm",
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.None,
            out var value
        );
        time = value.ToTimeSpan();
        return read;
    }
}
