using Microsoft.Extensions.Hosting;
using Prometheus;
using Yixun.Data.Writing;

namespace Yixun.Hosting;

/// <summary>Shows on <c>/metrics</c> where what writes to the database spends its time.</summary>
public sealed class StoreMetrics : IHostedService
{
    private readonly IStoreWriter _writer;
    private readonly Counter _rows;
    private readonly Counter _seconds;
    private readonly Counter _count;
    private readonly Gauge _waiting;

    public StoreMetrics(IStoreWriter writer, CollectorRegistry registry)
    {
        _writer = writer;
        var factory = Metrics.WithCustomRegistry(registry);
        _rows = factory.CreateCounter(
            "yixun_store_rows_total",
            "Rows that the writer was given, by kind of operation.",
            "kind"
        );
        _seconds = factory.CreateCounter(
            "yixun_store_seconds_total",
            "Time of the writer by what it did; flush and checkpoint run beside it.",
            "work"
        );
        _count = factory.CreateCounter(
            "yixun_store_steps_total",
            "Commits, flushes and checkpoints.",
            "step"
        );
        _waiting = factory.CreateGauge("yixun_store_waiting_rows", "Rows that wait to be durable.");
        registry.AddBeforeCollectCallback(Read);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Read()
    {
        var meters = _writer.Meters;
        foreach (var kind in Enum.GetValues<WriteKind>())
        {
            var (rows, time) = meters.Of(kind);
            _rows.WithLabels(NameOf(kind)).IncTo(rows);
            _seconds.WithLabels(NameOf(kind)).IncTo(time.TotalSeconds);
        }

        _seconds.WithLabels("commit").IncTo(meters.CommitTime.TotalSeconds);
        _seconds.WithLabels("flush").IncTo(meters.FlushTime.TotalSeconds);
        _seconds.WithLabels("checkpoint").IncTo(meters.CheckpointTime.TotalSeconds);
        _count.WithLabels("commit").IncTo(meters.Commits);
        _count.WithLabels("flush").IncTo(meters.Flushes);
        _count.WithLabels("checkpoint").IncTo(meters.Checkpoints);
        _waiting.Set(_writer.WaitingRows);
    }

    private static string NameOf(WriteKind kind) => kind.ToString().ToLowerInvariant();
}
