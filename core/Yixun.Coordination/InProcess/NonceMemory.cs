using System.Buffers.Binary;
using Yixun.Core.Security;

namespace Yixun.Coordination.InProcess;

/// <summary>Remembers nonces for as long as a timestamp is good: twice the tolerance, or somewhat longer.</summary>
public sealed class NonceMemory(TimeProvider time)
{
    internal static readonly TimeSpan Span = RequestSignature.Tolerance * 2;

    private readonly Lock _lock = new();
    private HashSet<UInt128> _young = [];
    private HashSet<UInt128> _old = [];
    private DateTimeOffset _turnAt = time.GetUtcNow() + Span;

    /// <summary>Takes a nonce.</summary>
    /// <returns>False when it was taken before.</returns>
    public bool TryTake(ReadOnlySpan<byte> hash)
    {
        var value = BinaryPrimitives.ReadUInt128BigEndian(hash);
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (now >= _turnAt)
            {
                _old = _young;
                _young = [];
                _turnAt = now + Span;
            }

            return !_old.Contains(value) && _young.Add(value);
        }
    }
}
