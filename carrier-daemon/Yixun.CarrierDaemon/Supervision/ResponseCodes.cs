using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Yixun.CarrierDaemon.Supervision;

/// <summary>Counts answers by the carrier's code. Small codes, which are nearly all, cost one interlocked increment.</summary>
internal sealed class ResponseCodes
{
    private const int Small = 256;

    /// <summary>A gateway that invents codes fills no memory.</summary>
    private const int MaximumLarge = 64;

    private readonly int[] _small = new int[Small];
    private readonly ConcurrentDictionary<uint, StrongBox<int>> _large = new();

    public void Record(uint code)
    {
        if (code < Small)
        {
            Interlocked.Increment(ref _small[code]);
        }
        else if (_large.TryGetValue(code, out var count) || _large.Count < MaximumLarge)
        {
            count ??= _large.GetOrAdd(code, static _ => new StrongBox<int>());
            Interlocked.Increment(ref count.Value);
        }
    }

    /// <summary>{"0":1200,"8":3}, in order of the codes.</summary>
    public string ToJson()
    {
        var counts = new Dictionary<string, int>();
        for (var code = 0; code < Small; code++)
        {
            if (Volatile.Read(ref _small[code]) is > 0 and var count)
            {
                counts.Add(code.ToString(CultureInfo.InvariantCulture), count);
            }
        }

        foreach (var (code, count) in _large.OrderBy(entry => entry.Key))
        {
            counts.Add(code.ToString(CultureInfo.InvariantCulture), Volatile.Read(ref count.Value));
        }

        return JsonSerializer.Serialize(counts);
    }
}
