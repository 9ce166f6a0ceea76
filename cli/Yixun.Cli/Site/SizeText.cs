using System.Globalization;

namespace Yixun.Cli.Site;

/// <summary>Octets and times as people read them.</summary>
internal static class SizeText
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    public static string OfBytes(long bytes)
    {
        double value = bytes;
        var unit = 0;
        while (value >= 1024 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return value.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    public static string OfTime(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1) ? $"{Math.Max(0, (int)time.TotalSeconds)} 秒"
        : time < TimeSpan.FromHours(1) ? $"{(int)time.TotalMinutes} 分 {time.Seconds} 秒"
        : time < TimeSpan.FromDays(2) ? $"{(int)time.TotalHours} 小时 {time.Minutes} 分"
        : $"{(int)time.TotalDays} 天";
}
