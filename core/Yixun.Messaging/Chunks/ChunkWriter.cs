using System.Buffers.Binary;
using System.Text;

namespace Yixun.Messaging.Chunks;

/// <summary>Appends fields to a growing buffer: fixed 64-bit numbers, varints, UTF-8 strings with their length.</summary>
internal ref struct ChunkWriter(int capacity)
{
    private byte[] _buffer = new byte[Math.Max(capacity, 64)];
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void WriteByte(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    public void WriteInt64(long value)
    {
        Reserve(8);
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_length), value);
        _length += 8;
    }

    public void WriteVarint(int value)
    {
        Reserve(5);
        var rest = (uint)value;
        while (rest >= 0x80)
        {
            _buffer[_length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        _buffer[_length++] = (byte)rest;
    }

    public void WriteString(string value)
    {
        var octets = Encoding.UTF8.GetByteCount(value);
        WriteVarint(octets);
        Reserve(octets);
        _length += Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_length));
    }

    public void WriteOctets(ReadOnlySpan<byte> octets)
    {
        WriteVarint(octets.Length);
        Reserve(octets.Length);
        octets.CopyTo(_buffer.AsSpan(_length));
        _length += octets.Length;
    }

    private void Reserve(int octets)
    {
        if (_length + octets > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + octets));
        }
    }
}
