namespace Yixun.CarrierSimulator.Gateways;

/// <summary>Counts submits of a gateway for the faults that depend on their number. Thread-safe.</summary>
internal sealed class SubmitMeter(TimeProvider time)
{
    private long _second;
    private long _submitsThisSecond;
    private long _submits;

    /// <summary>Counts a submit against the limit.</summary>
    /// <param name="limit">Submits a second; 0 is none.</param>
    /// <returns>True when it is too many for this second.</returns>
    public bool IsTooFast(int limit)
    {
        if (limit == 0)
        {
            return false;
        }

        var second = time.GetTimestamp() / time.TimestampFrequency;
        if (Interlocked.Exchange(ref _second, second) != second)
        {
            Interlocked.Exchange(ref _submitsThisSecond, 0);
        }

        return Interlocked.Increment(ref _submitsThisSecond) > limit;
    }

    /// <summary>True when this submit is the one after which the connection is cut.</summary>
    public bool IsLastBeforeCut(int every) => every > 0 && Interlocked.Increment(ref _submits) % every == 0;
}
