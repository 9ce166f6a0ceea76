namespace Yixun.Carriers.Links;

/// <summary>
/// What was received and not yet understood, always in one piece so that a frame is a span. Not thread-safe: the reader
/// loop owns it.
/// </summary>
/// <param name="capacity">Octets; must hold the longest frame.</param>
/// <param name="initial">Octets before anybody sends more at a time than that; grows to the capacity.</param>
internal sealed class InboundBuffer(int capacity, int initial)
{
    private byte[] _bytes = new byte[initial];
    private int _start;
    private int _end;

    public InboundBuffer(int capacity)
        : this(capacity, capacity) { }

    /// <summary>Octets to interpret.</summary>
    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Room to receive into; never empty as long as frames are shorter than the capacity.</summary>
    public Memory<byte> GetMemory()
    {
        if (_end == _bytes.Length && _bytes.Length < capacity)
        {
            Grow();
        }

        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_bytes.Length - _end < _bytes.Length / 2)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            _end -= _start;
            _start = 0;
        }

        return _bytes.AsMemory(_end);
    }

    /// <summary>The last receive filled everything, so more is coming at a time than there is room for.</summary>
    private void Grow()
    {
        var larger = new byte[Math.Min(_bytes.Length * 2, capacity)];
        _bytes.AsSpan(_start, _end - _start).CopyTo(larger);
        _bytes = larger;
        _end -= _start;
        _start = 0;
    }

    /// <summary>Adds what was received into <see cref="GetMemory"/>.</summary>
    public void Received(int octets) => _end += octets;

    /// <summary>Drops octets that were understood.</summary>
    public void Consume(int octets) => _start += octets;
}
