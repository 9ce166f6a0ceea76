namespace Yixun.LoadTest.Benchmarks;

/// <summary>All benchmarks, in the order of the list that <c>./bench</c> shows.</summary>
internal static class BenchmarkRegistry
{
    public static IReadOnlyList<IBenchmark> All { get; } =
    [
        RoadBenchmark.Batches,
        RoadBenchmark.Singles,
        new CriticalBenchmark(),
        new LatencyBenchmark(),
        new ChaosBenchmark(),
        new BacklogBenchmark(),
        new FuzzBenchmark(),
        new EngineBenchmark(),
        new SoakBenchmark(),
    ];
}
