namespace Yixun.CarrierSimulator.Gateways;

/// <summary>
/// Things that are due later, at the cost of one list append each: a ring of buckets of a few milliseconds. What is due
/// beyond one round stays in its bucket. Thread-safe.
/// </summary>
internal sealed class DelayWheel<T>
{
    /// <summary>Milliseconds of a bucket.</summary>
    public const int Step = 5;

    private const int Buckets = 4096;
    private readonly Lock _gate = new();
    private readonly List<(long Due, T Item)>[] _buckets = new List<(long, T)>[Buckets];
    private long _now;

    public DelayWheel(long now)
    {
        _now = now / Step;
        for (var index = 0; index < Buckets; index++)
        {
            _buckets[index] = [];
        }
    }

    /// <summary>Adds something.</summary>
    /// <param name="due">Milliseconds on the clock of <see cref="TakeDue"/>; the past is due at once.</param>
    /// <param name="item">What is due.</param>
    public void Add(long due, T item)
    {
        lock (_gate)
        {
            var step = Math.Max((due + Step - 1) / Step, _now + 1);
            _buckets[step % Buckets].Add((step, item));
        }
    }

    /// <summary>Takes everything due by now, in the order of its time.</summary>
    public void TakeDue(long now, List<T> due)
    {
        lock (_gate)
        {
            for (var end = now / Step; _now < end; )
            {
                _now++;
                var bucket = _buckets[_now % Buckets];
                var kept = 0;
                for (var index = 0; index < bucket.Count; index++)
                {
                    if (bucket[index].Due <= _now)
                    {
                        due.Add(bucket[index].Item);
                    }
                    else
                    {
                        bucket[kept++] = bucket[index];
                    }
                }

                bucket.RemoveRange(kept, bucket.Count - kept);
            }
        }
    }
}
