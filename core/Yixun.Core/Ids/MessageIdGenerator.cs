namespace Yixun.Core.Ids;

/// <summary>
/// Makes 64-bit, time-ordered ids without a round trip: 41 bits of milliseconds since 2024-01-01 UTC, 10 bits of node,
/// 12 bits of sequence. Unique as long as no two processes hold the same node number. Thread-safe.
/// </summary>
public sealed class MessageIdGenerator
{
    /// <summary>Node numbers run from 0 to 1,023.</summary>
    public const int NodeCount = 1 << NodeBits;

    private const int NodeBits = 10;
    private const int SequenceBits = 12;
    private static readonly DateTimeOffset Epoch = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly long _node;
    private long _next;

    /// <param name="node">This process's leased number.</param>
    /// <param name="time">Clock; a clock that goes back makes ids run ahead of it, never repeat.</param>
    public MessageIdGenerator(int node, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(node);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(node, NodeCount);
        _node = node;
        _time = time;
    }

    /// <summary>The next id.</summary>
    public long Next()
    {
        Span<long> one = stackalloc long[1];
        Fill(one);
        return one[0];
    }

    /// <summary>Fills the span with ascending ids; no id of this node made by another call lies between them.</summary>
    public void Fill(Span<long> ids)
    {
        lock (_lock)
        {
            // _next counts milliseconds and sequence without the node bits between them.
            var now = MillisecondsOf(_time.GetUtcNow()) << SequenceBits;
            _next = Math.Max(_next, now);
            for (var index = 0; index < ids.Length; index++)
            {
                ids[index] = Compose(_next++);
            }
        }
    }

    /// <summary>The smallest id that can have been made at or after a time.</summary>
    public static long LowestAt(DateTimeOffset time) =>
        Math.Max(0, MillisecondsOf(time)) << (NodeBits + SequenceBits);

    /// <summary>When an id was made, to the millisecond.</summary>
    public static DateTimeOffset TimeOf(long id) => Epoch.AddMilliseconds(id >> (NodeBits + SequenceBits));

    /// <summary>Whole ones; in floating point the last tick of a millisecond would now and then be the next.</summary>
    private static long MillisecondsOf(DateTimeOffset time) =>
        (time - Epoch).Ticks / TimeSpan.TicksPerMillisecond;

    private long Compose(long counter) =>
        (counter >> SequenceBits << (NodeBits + SequenceBits))
        | (_node << SequenceBits)
        | (counter & ((1 << SequenceBits) - 1));
}
