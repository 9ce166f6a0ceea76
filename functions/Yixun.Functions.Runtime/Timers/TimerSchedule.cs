using NCrontab;

namespace Yixun.Functions.Runtime.Timers;

/// <summary>Reads NCRONTAB: six fields with seconds, or five without.</summary>
internal static class TimerSchedule
{
    /// <exception cref="CrontabException">The text is neither.</exception>
    public static CrontabSchedule Parse(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return CrontabSchedule.Parse(
            string.Join(' ', fields),
            new CrontabSchedule.ParseOptions { IncludingSeconds = fields.Length == 6 }
        );
    }
}
