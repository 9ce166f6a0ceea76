using Prometheus;
using Yixun.CarrierDaemon.Receipts;
using Yixun.CarrierDaemon.Supervision;
using Yixun.Carriers.Links;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>Where one channel counts what happens: its children of the daemon's metrics, and its minutes.</summary>
internal sealed class ChannelMeters
{
    private readonly Counter.Child[] _outcomes;
    private readonly Counter.Child _reports;
    private readonly Counter.Child[] _events;
    private readonly Histogram.Child _submitSeconds;
    private readonly Histogram.Child _reportSeconds;
    private readonly ChannelMeasure _measure;

    public ChannelMeters(DaemonMetrics metrics, string channelId)
    {
        _outcomes =
        [
            .. Enum.GetValues<SubmitOutcomeKind>()
                .Select(kind => metrics.Outcomes.WithLabels(channelId, kind.ToString())),
        ];
        _events =
        [
            .. Enum.GetValues<CarrierConnectionEventKind>()
                .Select(kind => metrics.Events.WithLabels(channelId, kind.ToString())),
        ];
        _reports = metrics.Reports.WithLabels(channelId);
        _submitSeconds = metrics.SubmitSeconds.WithLabels(channelId);
        _reportSeconds = metrics.ReportSeconds.WithLabels(channelId);
        _measure = metrics.Measures.Of(channelId);
    }

    public void Submitted(int segments, DateTimeOffset now) => _measure.Submitted(segments, now);

    public void Outcome(in SubmitOutcome outcome, TimeSpan latency, DateTimeOffset now)
    {
        _outcomes[(int)outcome.Kind].Inc();
        _measure.Outcome(outcome, latency, now);
        if (outcome.Kind is SubmitOutcomeKind.Accepted or SubmitOutcomeKind.Rejected)
        {
            _submitSeconds.Observe(latency.TotalSeconds);
        }
    }

    /// <summary>A segment was accepted whose report had come before.</summary>
    public void ReportedBefore(DateTimeOffset now) => _measure.ReportedBefore(now);

    /// <summary>A segment was dropped from memory without a report.</summary>
    public void Forgotten(int acceptedMinute) => _measure.Forgotten(acceptedMinute);

    /// <param name="latency">Null when the segment is not remembered.</param>
    public void Report(bool delivered, ReportSighting sighting, TimeSpan? latency, DateTimeOffset now)
    {
        _reports.Inc();
        _measure.Report(delivered, sighting, latency, now);
        if (latency is { } known)
        {
            _reportSeconds.Observe(known.TotalSeconds);
        }
    }

    public void Event(int connection, CarrierConnectionEventKind kind, DateTimeOffset now)
    {
        _events[(int)kind].Inc();
        _measure.Event(connection, kind, now);
    }
}
