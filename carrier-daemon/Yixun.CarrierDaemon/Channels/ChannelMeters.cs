using Prometheus;
using Yixun.Carriers.Links;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>One channel's children of the daemon's metrics, looked up once.</summary>
internal sealed class ChannelMeters
{
    private readonly Counter.Child[] _outcomes;
    private readonly Counter.Child _reports;
    private readonly Counter.Child[] _events;
    private readonly Histogram.Child _submitSeconds;
    private readonly Histogram.Child _reportSeconds;

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
    }

    public void Outcome(SubmitOutcomeKind kind, TimeSpan latency)
    {
        _outcomes[(int)kind].Inc();
        if (kind is SubmitOutcomeKind.Accepted or SubmitOutcomeKind.Rejected)
        {
            _submitSeconds.Observe(latency.TotalSeconds);
        }
    }

    /// <param name="latency">Null when the segment is not remembered.</param>
    public void Report(TimeSpan? latency)
    {
        _reports.Inc();
        if (latency is { } known)
        {
            _reportSeconds.Observe(known.TotalSeconds);
        }
    }

    public void Event(CarrierConnectionEventKind kind) => _events[(int)kind].Inc();
}
