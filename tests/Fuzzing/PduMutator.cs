using System.Buffers.Binary;

namespace Yixun.Fuzzing;

/// <summary>Spoils valid PDUs, repeatably: the same seed gives the same inputs.</summary>
public sealed class PduMutator(IReadOnlyList<byte[]> corpus, int seed)
{
    private static readonly byte[] Edges = [0, 1, 0x7F, 0x80, 0xFE, 0xFF];
    private static readonly uint[] Lengths =
    [
        0,
        1,
        11,
        12,
        13,
        8191,
        8192,
        8193,
        int.MaxValue,
        uint.MaxValue,
    ];

    private readonly Random _random = new(seed);

    /// <summary>One PDU with one to four changes; rarely more than 20,000 octets.</summary>
    public byte[] Next()
    {
        var octets = (byte[])corpus[_random.Next(corpus.Count)].Clone();
        for (var changes = _random.Next(1, 5); changes > 0; changes--)
        {
            octets = Change(octets);
        }

        return octets;
    }

    private byte[] Change(byte[] octets)
    {
        if (octets.Length == 0)
        {
            return [(byte)_random.Next(256)];
        }

        var at = _random.Next(octets.Length);
        switch (_random.Next(10))
        {
            case 0:
                octets[at] ^= (byte)(1 << _random.Next(8));
                return octets;
            case 1:
                octets[at] = Edges[_random.Next(Edges.Length)];
                return octets;
            case 2:
                return octets[..at];
            case 3:
                var tail = new byte[_random.Next(1, 64)];
                _random.NextBytes(tail);
                return [.. octets, .. tail];
            case 4:
                // A field overwritten.
                _random.NextBytes(octets.AsSpan(at, Math.Min(_random.Next(1, 22), octets.Length - at)));
                return octets;
            case 5:
                // The head of one with the tail of another.
                var other = corpus[_random.Next(corpus.Count)];
                return [.. octets.AsSpan(0, at), .. other.AsSpan(Math.Min(at, other.Length))];
            case 6:
                return [.. octets, .. octets];
            case 7 when octets.Length >= 4:
                var wrong = Lengths[_random.Next(Lengths.Length)];
                BinaryPrimitives.WriteUInt32BigEndian(octets, wrong);
                return octets;
            case 8 when octets.Length >= 4:
                // The length made right for what the other changes left, so that the body is read.
                BinaryPrimitives.WriteUInt32BigEndian(octets, (uint)octets.Length);
                return octets;
            case 9 when octets.Length >= 8:
                // Another command for the same body.
                corpus[_random.Next(corpus.Count)].AsSpan(4, 4).CopyTo(octets.AsSpan(4));
                return octets;
            default:
                octets[at]++;
                return octets;
        }
    }
}
