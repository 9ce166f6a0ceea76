using System.Buffers.Binary;
using System.Text;

namespace Yixun.Messaging.Chunks;

/// <summary>Reads what <see cref="ChunkWriter"/> wrote; never past the end.</summary>
internal ref struct ChunkReader(ReadOnlySpan<byte> octets)
{
    private ReadOnlySpan<byte> _rest = octets;

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte ReadByte() => Take(1)[0];

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public int ReadVarint()
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var octet = ReadByte();
            value |= (uint)(octet & 0x7F) << shift;
            if (octet < 0x80)
            {
                return (int)value;
            }
        }

        throw new ChunkFormatException("A number in the chunk is too long.");
    }

    /// <summary>Reads how many items follow; each takes at least one octet.</summary>
    public int ReadCount()
    {
        var count = ReadVarint();
        return count >= 0 && count <= _rest.Length
            ? count
            : throw new ChunkFormatException("The chunk claims more items than it has octets.");
    }

    public string ReadString() => Encoding.UTF8.GetString(Take(ReadVarint()));

    public byte[] ReadOctets() => Take(ReadVarint()).ToArray();

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > _rest.Length)
        {
            throw new ChunkFormatException("The chunk ends too early.");
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
