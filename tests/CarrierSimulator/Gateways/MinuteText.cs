using System.Globalization;

namespace Yixun.CarrierSimulator.Gateways;

/// <summary>YYMMDDHHMM of the carrier's clock, made once a minute.</summary>
internal sealed class MinuteText(TimeProvider time)
{
    private Entry _entry = new(-1, "");

    public string Now()
    {
        var now = time.GetUtcNow();
        var minute = now.ToUnixTimeSeconds() / 60;
        var entry = Volatile.Read(ref _entry);
        if (entry.Minute != minute)
        {
            var local = now.ToOffset(TimeSpan.FromHours(8));
            entry = new Entry(minute, local.ToString("yyMMddHHmm", CultureInfo.InvariantCulture));
            Volatile.Write(ref _entry, entry);
        }

        return entry.Text;
    }

    private sealed record Entry(long Minute, string Text);
}
