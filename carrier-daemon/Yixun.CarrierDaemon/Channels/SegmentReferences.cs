namespace Yixun.CarrierDaemon.Channels;

/// <summary>
/// 8-bit references of long messages: a counter per recipient (numbers share 65,536 counters), randomly begun, so that two
/// long messages to one handset never mix within minutes.
/// </summary>
internal sealed class SegmentReferences
{
    private readonly byte[] _counters = new byte[1 << 16];

    public SegmentReferences() => Random.Shared.NextBytes(_counters);

    /// <summary>The next reference for a number. Not thread-safe.</summary>
    public byte Next(long phone) => ++_counters[(int)(((ulong)phone * 0x9E3779B97F4A7C15UL) >> 48)];
}
