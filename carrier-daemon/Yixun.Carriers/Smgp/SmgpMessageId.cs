using System.Buffers.Binary;

namespace Yixun.Carriers.Smgp;

/// <summary>
/// MsgID: 10 octets, by the specification BCD of gateway, minute and number (§6.2), in fact anything. Opaque: as a number
/// its octets are the low 80 bits, as text 20 lower-case hex digits.
/// </summary>
internal static class SmgpMessageId
{
    public const int Length = 10;

    public static UInt128 Read(ReadOnlySpan<byte> octets) =>
        new(BinaryPrimitives.ReadUInt16BigEndian(octets), BinaryPrimitives.ReadUInt64BigEndian(octets[2..]));

    public static void Write(Span<byte> octets, UInt128 id)
    {
        BinaryPrimitives.WriteUInt16BigEndian(octets, (ushort)(id >> 64));
        BinaryPrimitives.WriteUInt64BigEndian(octets[2..], (ulong)id);
    }

    public static string ToCarrierId(UInt128 id)
    {
        Span<byte> octets = stackalloc byte[Length];
        Write(octets, id);
        return Convert.ToHexStringLower(octets);
    }
}
