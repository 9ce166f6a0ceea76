using System.Buffers;

namespace Yixun.Carriers.Links;

/// <summary>
/// Octets queued for the socket: producers append to one array while the writer sends the other, so everything queued
/// meanwhile leaves with one system call. Positions count all octets ever queued. Not thread-safe: the connection's lock
/// guards it; the memory of <see cref="Take"/> may be used outside the lock until the next call.
/// </summary>
internal sealed class OutboundBuffer(int initialCapacity) : IBufferWriter<byte>
{
    private byte[] _filling = new byte[initialCapacity];
    private byte[] _sending = new byte[initialCapacity];
    private int _filled;

    /// <summary>Octets queued since the beginning.</summary>
    public long Position { get; private set; }

    /// <summary>Octets handed to the socket since the beginning. A frame that begins at or after it was never written.</summary>
    public long HandedOver { get; private set; }

    public bool IsEmpty => _filled == 0;

    /// <summary>Hands everything queued to the writer.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        (_filling, _sending) = (_sending, _filling);
        var taken = _sending.AsMemory(0, _filled);
        _filled = 0;
        HandedOver = Position;
        return taken;
    }

    public void Advance(int count)
    {
        _filled += count;
        Position += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _filling.AsMemory(_filled);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _filling.AsSpan(_filled);
    }

    private void Reserve(int sizeHint)
    {
        if (_filling.Length - _filled < Math.Max(sizeHint, 1))
        {
            Array.Resize(ref _filling, Math.Max(_filling.Length * 2, _filled + sizeHint));
        }
    }
}
