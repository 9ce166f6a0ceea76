using Yixun.CarrierDaemon.Receipts;
using Yixun.Carriers.Links;

namespace Yixun.CarrierDaemon.Supervision;

/// <summary>
/// What one channel does, minute by minute; kept while its connections are made anew. Recording takes no lock and
/// allocates nothing, except once a minute.
/// </summary>
internal sealed class ChannelMeasure(string channelId, TimeSpan slowReport)
{
    /// <summary>Minutes that late reports can still change.</summary>
    private const int Kept = 32;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, ChannelMinute> _minutes = [];
    private readonly HashSet<int> _boundBefore = [];
    private volatile ChannelMinute _current = new(0);

    public string ChannelId { get; } = channelId;

    /// <summary>Since when no connection is logged in, as the supervisor sees it; null while one is.</summary>
    public DateTimeOffset? DownSince { get; set; }

    /// <summary>Chunks on its queues when they were counted last.</summary>
    public int QueuedChunks { get; set; }

    /// <summary>The minutes that are kept, oldest first.</summary>
    public IReadOnlyList<ChannelMinute> Minutes
    {
        get
        {
            lock (_gate)
            {
                return [.. _minutes.Values];
            }
        }
    }

    public void Submitted(int segments, DateTimeOffset now) =>
        Interlocked.Add(ref At(MinuteOf(now)).Submits, segments);

    public void Outcome(in SubmitOutcome outcome, TimeSpan latency, DateTimeOffset now)
    {
        var minute = At(MinuteOf(now));
        switch (outcome.Kind)
        {
            case SubmitOutcomeKind.Accepted:
                Interlocked.Increment(ref minute.Accepted);
                break;
            case SubmitOutcomeKind.Rejected:
                Interlocked.Increment(ref minute.Rejected);
                break;
            case SubmitOutcomeKind.FlowControl:
                Interlocked.Increment(ref minute.FlowControl);
                break;
            case SubmitOutcomeKind.Uncertain:
                Interlocked.Increment(ref minute.Uncertain);
                return;
            default:
                Interlocked.Increment(ref minute.NotSent);
                return;
        }

        minute.Codes.Record(outcome.Code);
        minute.SubmitLatency.Record(latency);
    }

    /// <summary>A report came in.</summary>
    /// <param name="sighting">What is known of its segment.</param>
    /// <param name="latency">Since the carrier took the segment; null when it is not known.</param>
    public void Report(bool delivered, ReportSighting sighting, TimeSpan? latency, DateTimeOffset now)
    {
        var minute = At(MinuteOf(now));
        Interlocked.Increment(ref minute.Reports);
        if (delivered)
        {
            Interlocked.Increment(ref minute.ReportsDelivered);
        }

        if (latency is not { } known || !sighting.First)
        {
            return;
        }

        minute.ReportLatency.Record(known);
        Reported(sighting.AcceptedMinute, known);
    }

    /// <summary>A segment was accepted whose report had come before.</summary>
    public void ReportedBefore(DateTimeOffset now) => Reported(MinuteOf(now), TimeSpan.Zero);

    /// <summary>A segment was dropped from memory without a report.</summary>
    public void Forgotten(int acceptedMinute)
    {
        if (Find(acceptedMinute) is { } minute)
        {
            Interlocked.Increment(ref minute.Forgotten);
        }
    }

    public void Event(int connection, CarrierConnectionEventKind kind, DateTimeOffset now)
    {
        switch (kind)
        {
            case CarrierConnectionEventKind.Bound:
                bool again;
                lock (_gate)
                {
                    again = !_boundBefore.Add(connection);
                }

                if (again)
                {
                    Interlocked.Increment(ref At(MinuteOf(now)).Reconnects);
                }

                break;
            case CarrierConnectionEventKind.ConnectFailed:
            case CarrierConnectionEventKind.LoginRefused:
                Interlocked.Increment(ref At(MinuteOf(now)).ConnectFailures);
                break;
        }
    }

    /// <summary>The minute with a number; begun when it is not there.</summary>
    public ChannelMinute At(int minute)
    {
        var current = _current;
        if (current.Minute == minute)
        {
            return current;
        }

        lock (_gate)
        {
            if (!_minutes.TryGetValue(minute, out var found))
            {
                _minutes.Add(minute, found = new ChannelMinute(minute));
                while (_minutes.Count > Kept)
                {
                    _minutes.Remove(_minutes.First().Key);
                }
            }

            return _current = found;
        }
    }

    public static int MinuteOf(DateTimeOffset time) => (int)(time.ToUnixTimeSeconds() / 60);

    private void Reported(int acceptedMinute, TimeSpan latency)
    {
        if (Find(acceptedMinute) is not { } minute)
        {
            return;
        }

        Interlocked.Increment(ref minute.ReportedSoFar);
        if (latency <= slowReport)
        {
            Interlocked.Increment(ref minute.ReportedInTime);
        }
    }

    private ChannelMinute? Find(int minute)
    {
        var current = _current;
        if (current.Minute == minute)
        {
            return current;
        }

        lock (_gate)
        {
            return _minutes.GetValueOrDefault(minute);
        }
    }
}
