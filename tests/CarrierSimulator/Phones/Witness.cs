using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Yixun.Carriers.Links;

namespace Yixun.CarrierSimulator.Phones;

/// <summary>
/// Counts every accepted segment by destination, source and text, whatever its concatenation reference, so that a test can
/// prove that nothing was lost or sent twice. Keys are 64-bit hashes. Thread-safe.
/// </summary>
/// <param name="limit">Different segments counted; later ones only raise <see cref="WitnessTotals.Uncounted"/>.</param>
internal sealed class Witness(int limit)
{
    private const int Shards = 16;
    private const int ListedDuplicates = 10_000;
    private readonly Dictionary<ulong, int>[] _counts =
    [
        .. Enumerable.Range(0, Shards).Select(_ => new Dictionary<ulong, int>()),
    ];
    private readonly Dictionary<ulong, WitnessDuplicate> _duplicates = [];
    private long _segments;
    private long _uncounted;

    public void Count(
        string destination,
        string source,
        byte format,
        bool hasHeader,
        ReadOnlySpan<byte> content
    )
    {
        var header = hasHeader ? UserDataHeader.Parse(content) : default;
        var place = header.Concatenation ?? new Concatenation(0, 1, 1);
        var payload = content[header.Length..];
        var hash = Mix(14695981039346656037, (uint)((place.Total << 8) | place.Index));
        hash = Hash(hash, MemoryMarshal.AsBytes(destination.AsSpan()));
        hash = Hash(hash, MemoryMarshal.AsBytes(source.AsSpan()));
        hash = Hash(hash, payload);
        if (IsRepeated(hash, out var count))
        {
            List(hash, destination, source, InboundText.Decode(format, payload), place, count);
        }
    }

    /// <summary>Counts an MMS by destination, source and everything that it shows.</summary>
    public void Count(string destination, string source, PhoneMms mms)
    {
        var hash = Hash(14695981039346656037, MemoryMarshal.AsBytes(destination.AsSpan()));
        hash = Hash(hash, MemoryMarshal.AsBytes(source.AsSpan()));
        hash = Hash(hash, MemoryMarshal.AsBytes(mms.Fingerprint.AsSpan()));
        if (IsRepeated(hash, out var count))
        {
            List(hash, destination, source, mms.Subject ?? mms.Text, new Concatenation(0, 1, 1), count);
        }
    }

    private bool IsRepeated(ulong hash, out int count)
    {
        var shard = _counts[hash % Shards];
        lock (shard)
        {
            Interlocked.Increment(ref _segments);
            if (shard.Count >= limit / Shards && !shard.ContainsKey(hash))
            {
                Interlocked.Increment(ref _uncounted);
                count = 0;
                return false;
            }

            count = ++CollectionsMarshal.GetValueRefOrAddDefault(shard, hash, out _);
            return count > 1;
        }
    }

    private void List(
        ulong hash,
        string destination,
        string source,
        string text,
        Concatenation place,
        int count
    )
    {
        lock (_duplicates)
        {
            if (_duplicates.Count < ListedDuplicates || _duplicates.ContainsKey(hash))
            {
                _duplicates[hash] = new WitnessDuplicate(
                    destination,
                    source,
                    text,
                    place.Index,
                    place.Total,
                    count
                );
            }
        }
    }

    public WitnessTotals Totals()
    {
        long distinct = 0;
        long repeated = 0;
        foreach (var shard in _counts)
        {
            lock (shard)
            {
                distinct += shard.Count;
            }
        }

        lock (_duplicates)
        {
            repeated = Interlocked.Read(ref _segments) - Interlocked.Read(ref _uncounted) - distinct;
            return new WitnessTotals(
                distinct,
                Interlocked.Read(ref _segments),
                repeated,
                Interlocked.Read(ref _uncounted),
                [.. _duplicates.Values]
            );
        }
    }

    public void Clear()
    {
        foreach (var shard in _counts)
        {
            lock (shard)
            {
                shard.Clear();
            }
        }

        lock (_duplicates)
        {
            _duplicates.Clear();
            Interlocked.Exchange(ref _segments, 0);
            Interlocked.Exchange(ref _uncounted, 0);
        }
    }

    private static ulong Hash(ulong hash, ReadOnlySpan<byte> octets)
    {
        hash = Mix(hash, (ulong)octets.Length);
        for (; octets.Length >= sizeof(ulong); octets = octets[sizeof(ulong)..])
        {
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(octets));
        }

        foreach (var octet in octets)
        {
            hash = Mix(hash, octet);
        }

        return hash;
    }

    // A folded 128-bit product spreads every bit of both operands.
    private static ulong Mix(ulong hash, ulong value)
    {
        var high = Math.BigMul(hash ^ 0x9E3779B97F4A7C15, value ^ 0xD6E8FEB86659FD93, out var low);
        return high ^ low ^ (hash << 1);
    }
}
