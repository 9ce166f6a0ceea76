namespace Yixun.Carriers.Links;

/// <summary>
/// What was received and not yet understood, always in one piece so that a frame is a span. Not thread-safe: the reader
/// loop owns it.
/// </summary>
/// <param name="capacity">Octets; must hold the longest frame.</param>
internal sealed class InboundBuffer(int capacity)
{
    private readonly byte[] _bytes = new byte[capacity];
    private int _start;
    private int _end;

    /// <summary>Octets to interpret.</summary>
    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Room to receive into; never empty as long as frames are shorter than the capacity.</summary>
    public Memory<byte> GetMemory()
    {
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

    /// <summary>Adds what was received into <see cref="GetMemory"/>.</summary>
    public void Received(int octets) => _end += octets;

    /// <summary>Drops octets that were understood.</summary>
    public void Consume(int octets) => _start += octets;
}
