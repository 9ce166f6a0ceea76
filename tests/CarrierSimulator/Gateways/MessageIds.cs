using Yixun.Carriers.Cmpp;

namespace Yixun.CarrierSimulator.Gateways;

/// <summary>
/// Msg_Ids with the time of the specification. Gateway code and sequence are one counter of 38 bits, because 65,536 ids a
/// second are too few here.
/// </summary>
internal sealed class MessageIds(TimeProvider time, int start)
{
    private long _counter = (long)start << 16;
    private long _second;
    private ulong _prefix;

    public ulong Next()
    {
        var now = time.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        var second = now.ToUnixTimeSeconds();
        if (Interlocked.Exchange(ref _second, second) != second)
        {
            var parts = new CmppMessageId(now.Month, now.Day, now.Hour, now.Minute, now.Second, 0, 0);
            Volatile.Write(ref _prefix, parts.ToValue());
        }

        return Volatile.Read(ref _prefix) | ((ulong)Interlocked.Increment(ref _counter) & 0x3F_FFFF_FFFF);
    }
}
