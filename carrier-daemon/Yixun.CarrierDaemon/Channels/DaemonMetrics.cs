using Prometheus;
using Yixun.CarrierDaemon.Supervision;
using Yixun.Core.Channels.Health;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>What the daemon measures of every channel: for <c>/metrics</c>, and minute by minute.</summary>
/// <param name="thresholds">Says when a report is late; null: the defaults.</param>
public sealed class DaemonMetrics(CollectorRegistry registry, HealthThresholds? thresholds = null)
{
    private static readonly string[] ChannelLabel = ["channel"];
    private readonly MetricFactory _factory = Metrics.WithCustomRegistry(registry);

    public CollectorRegistry Registry { get; } = registry;

    internal ChannelMeasures Measures { get; } = new((thresholds ?? new HealthThresholds()).SlowReport);

    public Counter Outcomes =>
        _factory.CreateCounter(
            "yixun_submit_outcomes_total",
            "Segments by what became of them.",
            "channel",
            "outcome"
        );

    public Counter Reports =>
        _factory.CreateCounter("yixun_channel_reports_total", "Status reports read.", ChannelLabel);

    public Counter Events =>
        _factory.CreateCounter("yixun_connection_events_total", "Connection events.", "channel", "event");

    public Gauge Window =>
        _factory.CreateGauge("yixun_channel_window", "Submits that may be unanswered.", ChannelLabel);

    public Gauge InFlight =>
        _factory.CreateGauge("yixun_channel_in_flight", "Submits unanswered.", ChannelLabel);

    public Gauge Bound => _factory.CreateGauge("yixun_channel_bound", "Connections logged in.", ChannelLabel);

    public Gauge Waiting =>
        _factory.CreateGauge("yixun_channel_waiting", "Messages held and not claimed.", ChannelLabel);

    public Gauge Open =>
        _factory.CreateGauge(
            "yixun_channel_open",
            "Segments claimed whose result is not durable.",
            ChannelLabel
        );

    public Histogram SubmitSeconds =>
        _factory.CreateHistogram(
            "yixun_submit_seconds",
            "From a submit to its response.",
            ChannelLabel,
            new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.0005, 2, 16) }
        );

    public Histogram ReportSeconds =>
        _factory.CreateHistogram(
            "yixun_report_seconds",
            "From a submit's response to its status report.",
            ChannelLabel,
            new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.01, 3, 13) }
        );
}
