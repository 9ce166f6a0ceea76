using System.Numerics;

namespace Yixun.Carriers.Links;

/// <summary>
/// The unanswered requests of one connection: at most <see cref="Size"/>, found by sequence number in O(1) whatever the
/// order of the responses. Sequence numbers rise by one; a number whose place is still taken by an old request is skipped.
/// Not thread-safe: the connection's lock guards it.
/// </summary>
internal sealed class SendWindow<T>
    where T : class
{
    private readonly PendingRequest<T>[] _slots;
    private readonly uint _mask;
    private readonly uint _first;
    private readonly uint _last;
    private uint _next;

    /// <param name="size">Requests that may be unanswered, 1 to 65,536.</param>
    /// <param name="first">First sequence number, also after the wrap.</param>
    /// <param name="last">Last sequence number before the wrap (SMPP: 0x7FFFFFFF).</param>
    /// <param name="next">Number of the first request; null: <paramref name="first"/>.</param>
    public SendWindow(int size, uint first = 1, uint last = uint.MaxValue, uint? next = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 65_536);
        Size = size;
        // Twice the size: a free place is always near, even when some requests stay unanswered for long.
        _slots = new PendingRequest<T>[BitOperations.RoundUpToPowerOf2((uint)size * 2)];
        _mask = (uint)_slots.Length - 1;
        _first = first;
        _last = last;
        _next = next ?? first;
    }

    /// <summary>Requests that may be unanswered.</summary>
    public int Size { get; }

    /// <summary>Requests unanswered now.</summary>
    public int Count { get; private set; }

    public int Free => Size - Count;

    /// <summary>The next number.</summary>
    public uint Upcoming => _next;

    /// <summary>A number for a request that takes no place in the window (link tests).</summary>
    public uint NextSequence()
    {
        var sequence = _next;
        _next = sequence == _last ? _first : sequence + 1;
        return sequence;
    }

    /// <summary>Takes a place for a request.</summary>
    /// <returns>False when the window is full.</returns>
    public bool TryAdd(T item, long sentAt, long position, out uint sequence)
    {
        if (Count == Size)
        {
            sequence = 0;
            return false;
        }

        do
        {
            sequence = NextSequence();
        } while (_slots[sequence & _mask].Item is not null);

        _slots[sequence & _mask] = new PendingRequest<T>(sequence, item, sentAt, position);
        Count++;
        return true;
    }

    /// <summary>Ends a request with its response.</summary>
    /// <returns>False when no request with this number waits: never sent, answered before, or timed out.</returns>
    public bool TryTake(uint sequence, out PendingRequest<T> request)
    {
        ref var slot = ref _slots[sequence & _mask];
        if (slot.Item is null || slot.Sequence != sequence)
        {
            request = default;
            return false;
        }

        request = slot;
        slot = default;
        Count--;
        return true;
    }

    /// <summary>Removes the requests queued at or before <paramref name="deadline"/>.</summary>
    public void TakeExpired(long deadline, List<PendingRequest<T>> expired)
    {
        if (Count == 0)
        {
            return;
        }

        foreach (ref var slot in _slots.AsSpan())
        {
            if (slot.Item is not null && slot.SentAt <= deadline)
            {
                expired.Add(slot);
                slot = default;
                Count--;
            }
        }
    }

    /// <summary>Removes all requests, in the order of writing.</summary>
    public void TakeAll(List<PendingRequest<T>> taken)
    {
        var before = taken.Count;
        TakeExpired(long.MaxValue, taken);
        taken.Sort(before, taken.Count - before, ByPosition);
    }

    private static readonly Comparer<PendingRequest<T>> ByPosition = Comparer<PendingRequest<T>>.Create(
        static (left, right) => left.Position.CompareTo(right.Position)
    );
}
