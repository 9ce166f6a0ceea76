namespace Yixun.Data.Writing;

/// <summary>
/// Operations that wait for a writer, by urgency: under load what was accepted is finished before more is taken in, and
/// urgent lanes wait behind nobody. Many producers.
/// </summary>
/// <param name="consumers">Writers that take whatever waits; one more may take what is urgent alone.</param>
/// <remarks>
/// A transaction takes everything urgent, then a budget of rows of each other kind: small enough for the next urgent
/// operation to wait a few milliseconds at most, large enough to share the cost of a commit.
/// </remarks>
internal sealed class WriteQueue<T>(int consumers = 1) : IDisposable
{
    private static readonly int[] Budgets = [4_000, 2_000, 1_000, 1_000];

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _signal = new(0);
    private readonly SemaphoreSlim _urgentSignal = new(0);
    private readonly Queue<(T Operation, int Rows)>[] _waiting =
    [
        .. Enum.GetValues<WriteUrgency>().Select(_ => new Queue<(T Operation, int Rows)>()),
    ];
    private bool _closed;

    /// <summary>Adds an operation.</summary>
    /// <returns>False when the queue is closed.</returns>
    public bool TryAdd(T operation, int rows, WriteUrgency urgency)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            _waiting[(int)urgency].Enqueue((operation, rows));
            Wake(_signal, consumers);
            if (urgency == WriteUrgency.Urgent)
            {
                Wake(_urgentSignal, 1);
            }

            return true;
        }
    }

    /// <summary>Waits for operations and takes one transaction's worth, at least one.</summary>
    /// <returns>False when the queue is closed and empty.</returns>
    public bool Take(List<T> group)
    {
        while (true)
        {
            if (TryTake(group, WriteUrgency.Background, out var closed))
            {
                return true;
            }

            if (closed)
            {
                return false;
            }

            _signal.Wait();
        }
    }

    /// <inheritdoc cref="Take"/>
    /// <param name="urgentOnly">Nothing but <see cref="WriteUrgency.Urgent"/>; one consumer at most may ask for it.</param>
    public async Task<bool> TakeAsync(List<T> group, bool urgentOnly)
    {
        var least = urgentOnly ? WriteUrgency.Urgent : WriteUrgency.Background;
        while (true)
        {
            if (TryTake(group, least, out var closed))
            {
                return true;
            }

            if (closed)
            {
                return false;
            }

            await (urgentOnly ? _urgentSignal : _signal).WaitAsync();
        }
    }

    /// <summary>Takes one transaction's worth without waiting.</summary>
    /// <returns>False when nothing waits.</returns>
    public bool TryTake(List<T> group) => TryTake(group, WriteUrgency.Background, out _);

    /// <summary>Takes no more; what waits is still handed out.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }

        _signal.Release(consumers);
        _urgentSignal.Release();
    }

    public void Dispose()
    {
        _signal.Dispose();
        _urgentSignal.Dispose();
    }

    /// <summary>A signal more than there are consumers would only make one look in vain.</summary>
    private static void Wake(SemaphoreSlim signal, int consumers)
    {
        if (signal.CurrentCount < consumers)
        {
            signal.Release();
        }
    }

    private bool TryTake(List<T> group, WriteUrgency least, out bool closed)
    {
        lock (_gate)
        {
            for (var urgency = 0; urgency <= (int)least; urgency++)
            {
                var rows = 0;
                while (rows < Budgets[urgency] && _waiting[urgency].TryDequeue(out var next))
                {
                    group.Add(next.Operation);
                    rows += next.Rows;
                }
            }

            closed = _closed;
        }

        return group.Count > 0;
    }
}
