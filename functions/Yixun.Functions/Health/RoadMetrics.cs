using Prometheus;

namespace Yixun.Functions.Health;

/// <summary>Counters of the road, for <c>/metrics</c>.</summary>
public sealed class RoadMetrics(CollectorRegistry registry)
{
    public CollectorRegistry Registry { get; } = registry;

    public Counter Accepted { get; } =
        Metrics
            .WithCustomRegistry(registry)
            .CreateCounter("yixun_messages_accepted_total", "Messages accepted, by lane.", "lane");

    public Counter Rejected { get; } =
        Metrics
            .WithCustomRegistry(registry)
            .CreateCounter(
                "yixun_recipients_rejected_total",
                "Recipients refused at submission, by code.",
                "code"
            );

    public Counter Dispatched { get; } =
        Metrics
            .WithCustomRegistry(registry)
            .CreateCounter(
                "yixun_messages_dispatched_total",
                "Messages dispatched, by lane and outcome.",
                "lane",
                "state"
            );

    public Counter States { get; } =
        Metrics
            .WithCustomRegistry(registry)
            .CreateCounter(
                "yixun_messages_state_total",
                "Messages that reached a state by receipts or timers.",
                "state"
            );

    public Counter Reports { get; } =
        Metrics
            .WithCustomRegistry(registry)
            .CreateCounter("yixun_reports_total", "Status reports, by what became of them.", "outcome");

    public Counter Inbound { get; } =
        Metrics
            .WithCustomRegistry(registry)
            .CreateCounter("yixun_inbound_total", "Replies from patients, whole.");

    public Counter Callbacks { get; } =
        Metrics
            .WithCustomRegistry(registry)
            .CreateCounter("yixun_callbacks_total", "Posts of callbacks, by what became of them.", "outcome");

    public Counter LeftToSweep { get; } =
        Metrics
            .WithCustomRegistry(registry)
            .CreateCounter(
                "yixun_left_to_sweep_total",
                "Committed messages that could not be queued at once.",
                "lane"
            );

    public Counter Swept { get; } =
        Metrics
            .WithCustomRegistry(registry)
            .CreateCounter("yixun_swept_total", "Messages that the sweep queued again, by state.", "state");

    public Counter Delayed { get; } =
        Metrics
            .WithCustomRegistry(registry)
            .CreateCounter(
                "yixun_chunks_delayed_total",
                "Chunks whose function failed and that wait to come again, by queue.",
                "queue"
            );

    public Gauge DeadLetters { get; } =
        Metrics
            .WithCustomRegistry(registry)
            .CreateGauge(
                "yixun_dead_letter_chunks",
                "Chunks that were given up, by the queue they were on.",
                "queue"
            );

    public Gauge ChannelShare { get; } =
        Metrics
            .WithCustomRegistry(registry)
            .CreateGauge(
                "yixun_channel_share",
                "What its health leaves of a channel's weight, 0 (down) to 100.",
                "channel"
            );

    public Counter HealthEvents { get; } =
        Metrics
            .WithCustomRegistry(registry)
            .CreateCounter(
                "yixun_channel_health_events_total",
                "What was decided about a channel's health: share, down, up, receipt_loss, receipt_back.",
                "channel",
                "event"
            );

    public Counter Rerouted { get; } =
        Metrics
            .WithCustomRegistry(registry)
            .CreateCounter(
                "yixun_rerouted_total",
                "Waiting messages that were moved to another channel (or failed: none was left), by where they waited.",
                "channel",
                "outcome"
            );

    public Gauge QueueDepth { get; } =
        Metrics
            .WithCustomRegistry(registry)
            .CreateGauge("yixun_queue_chunks", "Chunks in a queue, unsettled ones included.", "queue");

    public Histogram SubmissionSeconds { get; } =
        Metrics
            .WithCustomRegistry(registry)
            .CreateHistogram(
                "yixun_submission_seconds",
                "From a checked request to its committed answer.",
                new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.0005, 2, 14) }
            );
}
