namespace Yixun.Carriers.Links;

/// <summary>Times as carriers write them.</summary>
internal static class CarrierClock
{
    /// <summary>YYMMDDHHMM or YYMMDDHHMMSS on the carrier's clock; null when it is no time.</summary>
    public static DateTimeOffset? Read(string text, TimeSpan utcOffset)
    {
        if (text.Length is not (10 or 12) || text.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0)
        {
            return null;
        }

        var (year, month, day) = (2000 + Pair(text, 0), Pair(text, 2), Pair(text, 4));
        var (hour, minute, second) = (Pair(text, 6), Pair(text, 8), text.Length == 12 ? Pair(text, 10) : 0);
        return
            month is >= 1 and <= 12
            && day >= 1
            && day <= DateTime.DaysInMonth(year, month)
            && hour < 24
            && minute < 60
            && second < 60
            ? new DateTimeOffset(year, month, day, hour, minute, second, utcOffset)
            : null;
    }

    /// <summary>MMDDHHMMSS as a decimal number, as logins and sequence numbers carry it.</summary>
    public static uint MonthToSecond(DateTimeOffset time) =>
        (uint)(
            (((((time.Month * 100) + time.Day) * 100 + time.Hour) * 100 + time.Minute) * 100) + time.Second
        );

    private static int Pair(string digits, int index) =>
        ((digits[index] - '0') * 10) + digits[index + 1] - '0';
}
