namespace Yixun.Data.Sqlite;

/// <summary>
/// Operations that wait for the writer: those that move accepted messages on come before those that accept new ones, so
/// that under load work is finished before more is taken in. Many producers, one consumer.
/// </summary>
internal sealed class WriteQueue<T> : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _signal = new(0);
    private readonly Queue<(T Operation, int Rows)> _moving = new();
    private readonly Queue<(T Operation, int Rows)> _accepting = new();
    private bool _closed;

    /// <summary>Adds an operation.</summary>
    /// <param name="accepts">It takes new messages in.</param>
    /// <returns>False when the queue is closed.</returns>
    public bool TryAdd(T operation, int rows, bool accepts)
    {
        bool wake;
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            wake = _moving.Count + _accepting.Count == 0;
            (accepts ? _accepting : _moving).Enqueue((operation, rows));
        }

        if (wake)
        {
            _signal.Release();
        }

        return true;
    }

    /// <summary>Waits for operations and takes what fits, at least one.</summary>
    /// <param name="maximumRows">Rows of all operations.</param>
    /// <param name="maximumAccepting">Rows of those that take new messages in.</param>
    /// <returns>Their rows; 0 when the queue is closed and empty.</returns>
    public int Take(List<T> group, int maximumRows, int maximumAccepting)
    {
        while (true)
        {
            lock (_gate)
            {
                var rows = Drain(_moving, group, maximumRows);
                rows += Drain(_accepting, group, Math.Min(maximumAccepting, maximumRows - rows));
                if (group.Count > 0 || _closed)
                {
                    return rows;
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

    private static int Drain(Queue<(T Operation, int Rows)> queue, List<T> group, int budget)
    {
        var rows = 0;
        while (rows < budget && queue.TryDequeue(out var next))
        {
            group.Add(next.Operation);
            rows += next.Rows;
        }

        return rows;
    }
}
