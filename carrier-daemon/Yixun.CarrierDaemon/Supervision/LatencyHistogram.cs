using System.Numerics;

namespace Yixun.CarrierDaemon.Supervision;

/// <summary>
/// Counts latencies in buckets that are at most 1/16 wide, from 1/16 ms up to days. Recording is one interlocked
/// increment. A library's histogram is exact to a digit count and takes more memory for every channel and minute.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 4;
    private const int SubBuckets = 1 << SubBits;
    private const double UnitsPerMillisecond = 16;

    /// <summary>Up to 2^35 units: 24 days, which still are an int of milliseconds.</summary>
    private const int MaximumBits = 35;

    private readonly int[] _counts = new int[((MaximumBits - SubBits) * SubBuckets) + SubBuckets];

    public void Record(TimeSpan latency)
    {
        var units = (long)(Math.Max(0, latency.TotalMilliseconds) * UnitsPerMillisecond);
        Interlocked.Increment(ref _counts[IndexOf(Math.Min(units, (1L << MaximumBits) - 1))]);
    }

    /// <summary>Milliseconds below which a part of the values lies, within 1/16; 0 without values.</summary>
    /// <param name="part">0 to 1.</param>
    public int Percentile(double part)
    {
        var total = 0L;
        foreach (var count in _counts)
        {
            total += count;
        }

        var rank = Math.Max(1, (long)Math.Ceiling(total * part));
        var seen = 0L;
        for (var index = 0; index < _counts.Length && total > 0; index++)
        {
            seen += _counts[index];
            if (seen >= rank)
            {
                return (int)Math.Round(MiddleOf(index) / UnitsPerMillisecond);
            }
        }

        return 0;
    }

    private static int IndexOf(long units)
    {
        if (units < SubBuckets)
        {
            return (int)units;
        }

        var shift = BitOperations.Log2((ulong)units) - SubBits;
        return ((shift + 1) << SubBits) + (int)((units >> shift) & (SubBuckets - 1));
    }

    private static double MiddleOf(int index)
    {
        if (index < SubBuckets)
        {
            return index;
        }

        var shift = (index >> SubBits) - 1;
        var low = (long)(SubBuckets + (index & (SubBuckets - 1))) << shift;
        return low + ((1L << shift) / 2.0);
    }
}
