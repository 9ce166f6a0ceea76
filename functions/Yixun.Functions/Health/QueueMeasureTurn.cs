namespace Yixun.Functions.Health;

/// <summary>
/// Lets the depths of the queues be asked for once every two seconds, however often metrics are scraped: a broker is asked
/// for each queue.
/// </summary>
public sealed class QueueMeasureTurn(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private long _takenAt;

    /// <returns>True for one caller once the interval has passed.</returns>
    public bool TryTake()
    {
        var last = Interlocked.Read(ref _takenAt);
        return (last == 0 || time.GetElapsedTime(last) >= Interval)
            && Interlocked.CompareExchange(ref _takenAt, time.GetTimestamp(), last) == last;
    }
}
