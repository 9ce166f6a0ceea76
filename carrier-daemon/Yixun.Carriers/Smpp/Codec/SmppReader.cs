using System.Buffers.Binary;
using System.Text;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Smpp.Codec;

/// <summary>Reads a body field by field.</summary>
internal ref struct SmppReader(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> _rest = rest;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte Octet()
    {
        if (_rest.IsEmpty)
        {
            throw new CarrierProtocolException("The body ends within its fields.");
        }

        var octet = _rest[0];
        _rest = _rest[1..];
        return octet;
    }

    public ReadOnlySpan<byte> Octets(int length)
    {
        if (_rest.Length < length)
        {
            throw new CarrierProtocolException("The body ends within its fields.");
        }

        var octets = _rest[..length];
        _rest = _rest[length..];
        return octets;
    }

    /// <summary>A C-octet string.</summary>
    /// <param name="limit">Most octets, the NUL included.</param>
    public ReadOnlySpan<byte> Text(int limit)
    {
        var end = _rest[..Math.Min(limit, _rest.Length)].IndexOf((byte)0);
        if (end < 0)
        {
            throw new CarrierProtocolException($"A string of {limit} octets at most does not end.");
        }

        var text = _rest[..end];
        _rest = _rest[(end + 1)..];
        return text;
    }

    /// <summary>The next optional parameter; false at the end or where one is cut off.</summary>
    public bool TryOption(out ushort tag, out ReadOnlySpan<byte> value)
    {
        tag = 0;
        value = default;
        if (_rest.Length < 4)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]);
        if (_rest.Length < 4 + length)
        {
            return false;
        }

        tag = BinaryPrimitives.ReadUInt16BigEndian(_rest);
        value = _rest.Slice(4, length);
        _rest = _rest[(4 + length)..];
        return true;
    }

    public static string ToText(ReadOnlySpan<byte> text) =>
        text.IsEmpty ? "" : Encoding.Latin1.GetString(text);
}
