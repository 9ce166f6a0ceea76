using System.Runtime.InteropServices;

namespace Yixun.CarrierDaemon.Receipts;

/// <summary>
/// Which message the newest carrier ids belong to, so that most reports need no look-up in the database, and which of
/// them have a report. Bounded: the oldest are forgotten. Thread-safe.
/// </summary>
/// <param name="capacity">Segments remembered.</param>
/// <param name="forgotten">Hears the accepted minute of a segment that was forgotten without a report; under a lock.</param>
internal sealed class RecentSegments(int capacity, Action<int>? forgotten = null)
{
    /// <summary>Reports that came before their segments.</summary>
    private const int EarlyReports = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, RecentSegment> _segments = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly HashSet<string> _early = new(StringComparer.Ordinal);
    private readonly Queue<string> _earlyOrder = new();

    /// <returns>True when its report had come before it.</returns>
    public bool Add(string carrierId, RecentSegment segment)
    {
        lock (_lock)
        {
            var early = _early.Remove(carrierId);
            segment = segment with { Reported = early };
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
                if (_segments.Remove(_order.Dequeue(), out var oldest) && !oldest.Reported)
                {
                    forgotten?.Invoke(oldest.AcceptedMinute);
                }
            }

            return early;
        }
    }

    /// <summary>Finds the segment of a report; it stays, because reports come twice.</summary>
    public bool TryReport(string carrierId, out RecentSegment segment, out ReportSighting sighting)
    {
        lock (_lock)
        {
            ref var found = ref CollectionsMarshal.GetValueRefOrNullRef(_segments, carrierId);
            if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref found))
            {
                RememberEarly(carrierId);
                segment = default;
                sighting = default;
                return false;
            }

            sighting = new ReportSighting(!found.Reported, found.AcceptedMinute);
            found = found with { Reported = true };
            segment = found;
            return true;
        }
    }

    private void RememberEarly(string carrierId)
    {
        if (!_early.Add(carrierId))
        {
            return;
        }

        _earlyOrder.Enqueue(carrierId);
        while (_earlyOrder.Count > EarlyReports)
        {
            _early.Remove(_earlyOrder.Dequeue());
        }
    }
}

/// <param name="MessageId">The message.</param>
/// <param name="Segment">1-based.</param>
/// <param name="Segments">Segments of the message.</param>
/// <param name="AnsweredAt">Timestamp of the clock when the carrier took it.</param>
/// <param name="ResultNumber">Of its result, as the <see cref="ReceiptPublisher"/> gave it.</param>
/// <param name="AcceptedMinute">Unix minute in which the carrier took it.</param>
/// <param name="Reported">A report of it has come.</param>
/// <param name="Trace">What carries its trace on; empty: not sampled.</param>
internal readonly record struct RecentSegment(
    long MessageId,
    int Segment,
    int Segments,
    long AnsweredAt,
    long ResultNumber,
    int AcceptedMinute = 0,
    bool Reported = false,
    string Trace = ""
);
