namespace Yixun.Data.Sqlite;

/// <summary>
/// Operations that wait for the writer, by urgency: under load what was accepted is finished before more is taken in, and
/// urgent lanes wait behind nobody. Many producers, one consumer.
/// </summary>
/// <remarks>
/// A transaction takes everything urgent, then a budget of rows of each other kind: small enough for the next urgent
/// operation to wait a few milliseconds at most, large enough to share the cost of a commit.
/// </remarks>
internal sealed class WriteQueue<T> : IDisposable
{
    private static readonly int[] Budgets = [4_000, 2_000, 1_000, 1_000];

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _signal = new(0);
    private readonly Queue<(T Operation, int Rows)>[] _waiting =
    [
        .. Enum.GetValues<WriteUrgency>().Select(_ => new Queue<(T Operation, int Rows)>()),
    ];
    private int _count;
    private bool _closed;

    /// <summary>Adds an operation.</summary>
    /// <returns>False when the queue is closed.</returns>
    public bool TryAdd(T operation, int rows, WriteUrgency urgency)
    {
        bool wake;
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            wake = _count++ == 0;
            _waiting[(int)urgency].Enqueue((operation, rows));
        }

        if (wake)
        {
            _signal.Release();
        }

        return true;
    }

    /// <summary>Waits for operations and takes one transaction's worth, at least one.</summary>
    /// <returns>False when the queue is closed and empty.</returns>
    public bool Take(List<T> group)
    {
        while (true)
        {
            lock (_gate)
            {
                for (var urgency = 0; urgency < Budgets.Length; urgency++)
                {
                    var rows = 0;
                    while (rows < Budgets[urgency] && _waiting[urgency].TryDequeue(out var next))
                    {
                        group.Add(next.Operation);
                        rows += next.Rows;
                    }
                }

                _count -= group.Count;
                if (group.Count > 0 || _closed)
                {
                    return group.Count > 0;
                }
            }

            _signal.Wait();
        }
    }

    /// <summary>Takes no more; what waits is still handed out.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }

        _signal.Release();
    }

    public void Dispose() => _signal.Dispose();
}
