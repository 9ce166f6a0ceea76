namespace Yixun.LoadTest.Benchmarks;

/// <summary>Gathers the values of the runs, figure by figure, in the order of their first value.</summary>
internal sealed class Measurements
{
    private readonly List<(string Name, string Unit, List<double> Runs)> _figures = [];

    public List<string> Broken { get; } = [];

    /// <summary>Adds the value of one run.</summary>
    public void Add(string name, string unit, double value)
    {
        var figure = _figures.Find(each => each.Name == name);
        if (figure.Runs is null)
        {
            figure = (name, unit, []);
            _figures.Add(figure);
        }

        figure.Runs.Add(value);
        Progress.Write($"  {name}: {value:0.##} {unit}");
    }

    public BenchmarkResult Result() =>
        new(_figures.ConvertAll(figure => Figure.Of(figure.Name, figure.Unit, figure.Runs)), Broken);
}
