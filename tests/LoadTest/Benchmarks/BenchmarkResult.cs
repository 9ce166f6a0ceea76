namespace Yixun.LoadTest.Benchmarks;

/// <param name="Figures">What was measured.</param>
/// <param name="Broken">Promises that were not kept, a line each; with any of them <c>./bench</c> fails.</param>
internal sealed record BenchmarkResult(IReadOnlyList<Figure> Figures, IReadOnlyList<string> Broken);
