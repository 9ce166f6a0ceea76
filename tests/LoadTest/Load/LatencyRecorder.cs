using HdrHistogram;

namespace Yixun.LoadTest.Load;

/// <summary>Latencies from the intended moment, up to ten minutes, to three significant digits. Thread-safe.</summary>
internal sealed class LatencyRecorder
{
    private const long LongestMicroseconds = 600_000_000;
    private readonly Lock _gate = new();
    private readonly LongHistogram _histogram = new(LongestMicroseconds, 3);

    public long Count
    {
        get
        {
            lock (_gate)
            {
                return _histogram.TotalCount;
            }
        }
    }

    /// <summary>Records one; negative ones (clock steps) count as zero.</summary>
    public void Record(TimeSpan latency)
    {
        lock (_gate)
        {
            _histogram.RecordValue(Math.Clamp((long)latency.TotalMicroseconds, 0, LongestMicroseconds));
        }
    }

    /// <param name="percentile">0 to 100; 100 is the longest.</param>
    /// <returns>Milliseconds; 0 when nothing was recorded.</returns>
    public double Milliseconds(double percentile)
    {
        lock (_gate)
        {
            return _histogram.TotalCount == 0 ? 0 : _histogram.GetValueAtPercentile(percentile) / 1000.0;
        }
    }

    /// <summary>Adds p50, p99, p99.9 and the longest to the figures.</summary>
    public void AddTo(Benchmarks.Measurements measured, string name)
    {
        measured.Add($"{name} p50", "ms", Milliseconds(50));
        measured.Add($"{name} p99", "ms", Milliseconds(99));
        measured.Add($"{name} p99.9", "ms", Milliseconds(99.9));
        measured.Add($"{name} maximum", "ms", Milliseconds(100));
    }
}
