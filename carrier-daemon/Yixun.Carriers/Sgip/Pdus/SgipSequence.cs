using System.Buffers.Binary;

namespace Yixun.Carriers.Sgip.Pdus;

/// <summary>The sequence number of 12 octets (SGIP 1.2 §4.1); a response repeats it, a report names the Submit by it.</summary>
/// <param name="Node">Number of the node that began the command.</param>
/// <param name="Time">The decimal number MMDDHHMMSS.</param>
/// <param name="Counter">From 0, wraps.</param>
internal readonly record struct SgipSequence(uint Node, uint Time, uint Counter)
{
    public const int Size = 12;

    public static SgipSequence Read(ReadOnlySpan<byte> octets) =>
        new(
            BinaryPrimitives.ReadUInt32BigEndian(octets),
            BinaryPrimitives.ReadUInt32BigEndian(octets[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(octets[8..])
        );

    /// <summary>From its 96 bits.</summary>
    public static SgipSequence FromValue(UInt128 value) =>
        new((uint)(value >> 64), (uint)(value >> 32), (uint)value);

    public UInt128 ToValue() => ((UInt128)Node << 64) | ((UInt128)Time << 32) | Counter;

    public void Write(Span<byte> octets)
    {
        BinaryPrimitives.WriteUInt32BigEndian(octets, Node);
        BinaryPrimitives.WriteUInt32BigEndian(octets[4..], Time);
        BinaryPrimitives.WriteUInt32BigEndian(octets[8..], Counter);
    }

    /// <summary>The carrier id of the contracts: 24 lower-case hex digits. Unique for a year on one node.</summary>
    public string ToCarrierId()
    {
        Span<byte> octets = stackalloc byte[Size];
        Write(octets);
        return Convert.ToHexStringLower(octets);
    }
}
