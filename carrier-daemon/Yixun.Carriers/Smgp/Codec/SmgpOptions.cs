using System.Buffers.Binary;
using Yixun.Carriers.Smgp.Pdus;

namespace Yixun.Carriers.Smgp.Codec;

/// <summary>
/// Finds optional parameters at the end of a PDU: tag and length of 2 octets each, then the value. Lengths other than the
/// specification's occur, and so do unknown tags: both are skipped by the length. What is cut off is no parameter.
/// </summary>
internal static class SmgpOptions
{
    /// <returns>The value, empty when there is no such parameter.</returns>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> options, SmgpTag tag)
    {
        while (TryRead(ref options, out var found, out var value))
        {
            if (found == tag)
            {
                return value;
            }
        }

        return default;
    }

    public static List<SmgpOption> ReadAll(ReadOnlySpan<byte> options)
    {
        var all = new List<SmgpOption>();
        while (TryRead(ref options, out var tag, out var value))
        {
            all.Add(new SmgpOption(tag, value.ToArray()));
        }

        return all;
    }

    private static bool TryRead(
        scoped ref ReadOnlySpan<byte> rest,
        out SmgpTag tag,
        out ReadOnlySpan<byte> value
    )
    {
        tag = default;
        value = default;
        if (rest.Length < 4)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        if (rest.Length < 4 + length)
        {
            return false;
        }

        tag = (SmgpTag)BinaryPrimitives.ReadUInt16BigEndian(rest);
        value = rest.Slice(4, length);
        rest = rest[(4 + length)..];
        return true;
    }
}
