using Yixun.Carriers.Links;

namespace Yixun.Carriers.Sgip;

/// <summary>MMDDHHMMSS of the carrier's clock, made once a second. Not thread-safe.</summary>
internal sealed class SgipClock(TimeSpan utcOffset, TimeProvider time)
{
    private long _second = -1;
    private uint _value;

    public uint Now()
    {
        var now = time.GetUtcNow();
        var second = now.ToUnixTimeSeconds();
        if (second != _second)
        {
            _second = second;
            _value = CarrierClock.MonthToSecond(now.ToOffset(utcOffset));
        }

        return _value;
    }
}
