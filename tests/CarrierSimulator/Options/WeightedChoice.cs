namespace Yixun.CarrierSimulator.Options;

/// <summary>Chooses among values by their weights.</summary>
internal sealed class WeightedChoice<T>
{
    private readonly T[] _values;
    private readonly double[] _bounds;

    public WeightedChoice(IEnumerable<KeyValuePair<T, double>> weights)
    {
        var entries = weights.Where(static entry => entry.Value > 0).ToArray();
        _values = [.. entries.Select(static entry => entry.Key)];
        _bounds = new double[entries.Length];
        var sum = 0.0;
        for (var index = 0; index < entries.Length; index++)
        {
            sum += entries[index].Value;
            _bounds[index] = sum;
        }
    }

    public T Next(Random random)
    {
        if (_values.Length == 1)
        {
            return _values[0];
        }

        var point = random.NextDouble() * _bounds[^1];
        var index = 0;
        while (index < _bounds.Length - 1 && point >= _bounds[index])
        {
            index++;
        }

        return _values[index];
    }
}
