using System.Diagnostics.CodeAnalysis;
using Yixun.Messaging.Transport;

namespace Yixun.Messaging.InProcess;

/// <summary>
/// One queue. Whenever its lock is free, either no chunk is ready or no receiver with room waits. A waiting receiver
/// is handed its chunk under the lock, and wakes up outside of it.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="maxChunks">Chunks that it takes.</param>
/// <param name="maxBytes">Bytes that it takes.</param>
/// <param name="dead">Where rejected chunks go; null for a dead-letter queue, which drops its oldest when full.</param>
internal sealed class InProcessQueue(string name, int maxChunks, long maxBytes, InProcessQueue? dead)
{
    private readonly Lock _gate = new();
    private readonly Queue<InProcessChunk> _ready = new();

    /// <summary>Undone deliveries of closed receivers, in their order; served before the others.</summary>
    private readonly Queue<InProcessChunk> _returned = new();
    private readonly List<InProcessReceiver> _receivers = [];
    private int _nextReceiver;
    private long _chunks;
    private long _bytes;
    private long _deliveries;
    private long _dropped;

    public string Name { get; } = name;

    public QueueStatus Status
    {
        get
        {
            lock (_gate)
            {
                return new QueueStatus(_chunks, _receivers.Count);
            }
        }
    }

    public long Dropped => Interlocked.Read(ref _dropped);

    private bool IsDeadLetterQueue => dead is null;

    /// <exception cref="QueueUnavailableException">The queue is full.</exception>
    public void Publish(InProcessChunk chunk)
    {
        lock (_gate)
        {
            if (IsDeadLetterQueue)
            {
                DropOldestFor(chunk);
            }
            else if (_chunks >= maxChunks || _bytes + chunk.Body.Length > maxBytes)
            {
                throw new QueueUnavailableException(Name, $"it is full ({_chunks} chunks, {_bytes} bytes)");
            }

            _chunks++;
            _bytes += chunk.Body.Length;
            _ready.Enqueue(chunk);
            Serve();
        }
    }

    public InProcessReceiver Open(ushort prefetch)
    {
        var receiver = new InProcessReceiver(this, prefetch);
        lock (_gate)
        {
            _receivers.Add(receiver);
        }

        return receiver;
    }

    /// <summary>The next chunk, or a promise of one.</summary>
    /// <exception cref="ObjectDisposedException">The receiver is closed.</exception>
    /// <exception cref="InvalidOperationException">Another receive call of it waits.</exception>
    public bool TryReceive(
        InProcessReceiver receiver,
        [NotNullWhen(true)] out InProcessDelivery? delivery,
        [NotNullWhen(false)] out TaskCompletionSource<QueueDelivery>? waiting
    )
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(receiver.Closed, receiver);
            if (receiver.Waiting is not null)
            {
                throw new InvalidOperationException("One caller at a time may receive.");
            }

            if (receiver.HasRoom && TryTake() is { } chunk)
            {
                delivery = Hand(chunk, receiver);
                waiting = null;
                return true;
            }

            delivery = null;
            waiting = new TaskCompletionSource<QueueDelivery>(
                TaskCreationOptions.RunContinuationsAsynchronously
            );
            receiver.Waiting = waiting;
            return false;
        }
    }

    /// <summary>False when a chunk came first.</summary>
    public bool StopWaiting(InProcessReceiver receiver, TaskCompletionSource<QueueDelivery> waiting)
    {
        lock (_gate)
        {
            if (receiver.Waiting != waiting)
            {
                return false;
            }

            receiver.Waiting = null;
            return true;
        }
    }

    public void Acknowledge(InProcessDelivery delivery)
    {
        lock (_gate)
        {
            if (!Settle(delivery))
            {
                return;
            }

            Forget(delivery.Chunk);
            Serve();
        }

        delivery.Chunk.Settled?.TrySetResult();
    }

    public void Requeue(InProcessDelivery delivery)
    {
        lock (_gate)
        {
            if (Settle(delivery))
            {
                delivery.Chunk.Requeues++;
                _ready.Enqueue(delivery.Chunk);
                Serve();
            }
        }
    }

    public void Reject(InProcessDelivery delivery)
    {
        lock (_gate)
        {
            if (!Settle(delivery))
            {
                return;
            }

            Forget(delivery.Chunk);
            Serve();
        }

        if (dead is null)
        {
            Interlocked.Increment(ref _dropped);
        }
        else
        {
            dead.Publish(new InProcessChunk(delivery.Chunk.Body));
        }

        delivery.Chunk.Settled?.TrySetException(
            new QueueUnavailableException(Name, "its consumer gave the chunk up")
        );
    }

    public void Close(InProcessReceiver receiver)
    {
        TaskCompletionSource<QueueDelivery>? waiting;
        lock (_gate)
        {
            if (receiver.Closed)
            {
                return;
            }

            receiver.Closed = true;
            waiting = receiver.Waiting;
            receiver.Waiting = null;
            _receivers.Remove(receiver);
            foreach (var delivery in receiver.Unsettled.OrderBy(delivery => delivery.Chunk.DeliveryNumber))
            {
                _returned.Enqueue(delivery.Chunk);
            }

            receiver.Unsettled.Clear();
            Serve();
        }

        waiting?.TrySetException(new ObjectDisposedException(nameof(InProcessReceiver)));
    }

    /// <summary>False when it was settled before, or its receiver is closed.</summary>
    private static bool Settle(InProcessDelivery delivery) => delivery.Receiver.Unsettled.Remove(delivery);

    private void Forget(InProcessChunk chunk)
    {
        _chunks--;
        _bytes -= chunk.Body.Length;
    }

    private InProcessChunk? TryTake() =>
        _returned.TryDequeue(out var returned) ? returned
        : _ready.TryDequeue(out var ready) ? ready
        : null;

    private InProcessDelivery Hand(InProcessChunk chunk, InProcessReceiver receiver)
    {
        var delivery = new InProcessDelivery(this, receiver, chunk);
        chunk.Delivered = true;
        chunk.DeliveryNumber = ++_deliveries;
        receiver.Unsettled.Add(delivery);
        return delivery;
    }

    /// <summary>Hands ready chunks to receivers that wait and have room, in turn.</summary>
    private void Serve()
    {
        for (var tried = 0; tried < _receivers.Count && _ready.Count + _returned.Count > 0; tried++)
        {
            _nextReceiver = (_nextReceiver + 1) % _receivers.Count;
            var receiver = _receivers[_nextReceiver];
            if (receiver is { Waiting: { } waiting, HasRoom: true })
            {
                receiver.Waiting = null;
                waiting.SetResult(Hand(TryTake()!, receiver));
            }
        }
    }

    private void DropOldestFor(InProcessChunk chunk)
    {
        while ((_chunks >= maxChunks || _bytes + chunk.Body.Length > maxBytes) && TryTake() is { } oldest)
        {
            Forget(oldest);
            Interlocked.Increment(ref _dropped);
        }
    }
}
