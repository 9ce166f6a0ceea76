namespace Yixun.LoadTest.Benchmarks;

/// <summary>Something that <c>./bench</c> measures. A new one is a class and its line in <see cref="BenchmarkRegistry"/>.</summary>
internal interface IBenchmark
{
    /// <summary>One lower-case word; the names of its figures begin with it.</summary>
    string Name { get; }

    /// <summary>One line.</summary>
    string Help { get; }

    /// <summary>Its options with their defaults; an option that is null here is not taken by it.</summary>
    BenchmarkSettings Defaults { get; }

    /// <summary>Measures all runs. Progress goes to standard error.</summary>
    /// <param name="settings">Every option of <see cref="Defaults"/> has a value.</param>
    /// <exception cref="InvalidOperationException">It could not be measured.</exception>
    Task<BenchmarkResult> RunAsync(BenchmarkSettings settings, CancellationToken cancellationToken);
}
