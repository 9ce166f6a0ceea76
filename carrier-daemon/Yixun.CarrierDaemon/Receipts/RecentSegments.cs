namespace Yixun.CarrierDaemon.Receipts;

/// <summary>
/// Which message the newest carrier ids belong to, so that most reports need no look-up in the database. Bounded: the
/// oldest are forgotten. Thread-safe.
/// </summary>
internal sealed class RecentSegments(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, RecentSegment> _segments = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public void Add(string carrierId, RecentSegment segment)
    {
        lock (_lock)
        {
            if (_segments.TryAdd(carrierId, segment))
            {
                _order.Enqueue(carrierId);
            }
            else
            {
                _segments[carrierId] = segment;
            }

            while (_order.Count > capacity)
            {
                _segments.Remove(_order.Dequeue());
            }
        }
    }

    /// <summary>Finds a segment; it stays, because reports come twice.</summary>
    public bool TryFind(string carrierId, out RecentSegment segment)
    {
        lock (_lock)
        {
            return _segments.TryGetValue(carrierId, out segment);
        }
    }
}

/// <param name="MessageId">The message.</param>
/// <param name="Segment">1-based.</param>
/// <param name="Segments">Segments of the message.</param>
/// <param name="AnsweredAt">Timestamp of the clock when the carrier took it.</param>
/// <param name="ResultNumber">Of its result, as the <see cref="ReceiptPublisher"/> gave it.</param>
internal readonly record struct RecentSegment(
    long MessageId,
    int Segment,
    int Segments,
    long AnsweredAt,
    long ResultNumber
);
