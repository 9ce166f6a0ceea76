namespace Yixun.LoadTest.Load;

/// <summary>A quantity over time.</summary>
internal sealed class Trend
{
    private readonly List<(double Hours, double Value)> _samples = [];

    public double First => _samples[0].Value;

    public double Last => _samples[^1].Value;

    public void Add(TimeSpan at, double value) => _samples.Add((at.TotalHours, value));

    /// <summary>Least squares over the last two thirds: what a warm-up grows is no trend.</summary>
    /// <returns>Units an hour.</returns>
    public double SlopePerHour()
    {
        var settled = _samples.Skip(_samples.Count / 3).ToList();
        var (hours, value) = (
            settled.Average(sample => sample.Hours),
            settled.Average(sample => sample.Value)
        );
        var spread = settled.Sum(sample => (sample.Hours - hours) * (sample.Hours - hours));
        return spread == 0
            ? 0
            : settled.Sum(sample => (sample.Hours - hours) * (sample.Value - value)) / spread;
    }
}
