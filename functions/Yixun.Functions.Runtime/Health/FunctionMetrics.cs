using System.Diagnostics.Metrics;

namespace Yixun.Functions.Runtime.Health;

/// <summary>The instruments, each with the tag <c>function</c>.</summary>
internal sealed class FunctionMetrics
{
    public const string MeterName = "Yixun.Functions.Runtime";

    public FunctionMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        Invocations = meter.CreateCounter<long>(
            "yixun.functions.invocations",
            "{invocation}",
            "Invocations ended"
        );
        Failures = meter.CreateCounter<long>(
            "yixun.functions.failures",
            "{invocation}",
            "Invocations failed"
        );
        Duration = meter.CreateHistogram<double>(
            "yixun.functions.duration",
            "s",
            "Duration of an invocation"
        );
        Running = meter.CreateUpDownCounter<long>(
            "yixun.functions.running",
            "{invocation}",
            "Invocations under way"
        );
    }

    public Counter<long> Invocations { get; }

    public Counter<long> Failures { get; }

    public Histogram<double> Duration { get; }

    public UpDownCounter<long> Running { get; }
}
