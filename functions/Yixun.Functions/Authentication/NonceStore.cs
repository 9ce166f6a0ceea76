using System.Security.Cryptography;
using System.Text;
using Yixun.Core.Security;

namespace Yixun.Functions.Authentication;

/// <summary>
/// Remembers nonces for as long as a timestamp is good (twice the tolerance). In memory; what a restart forgets is loaded
/// from the accepted batches of that time.
/// </summary>
public sealed class NonceStore(TimeProvider time)
{
    private static readonly TimeSpan Span = RequestSignature.Tolerance * 2;

    private readonly Lock _lock = new();
    private HashSet<UInt128> _young = [];
    private HashSet<UInt128> _old = [];
    private DateTimeOffset _turnAt = time.GetUtcNow() + Span;

    /// <summary>Hash under which a nonce is kept: 16 octets.</summary>
    public static byte[] HashOf(string key, string nonce) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{key}\n{nonce}"))[..16];

    /// <summary>Takes a nonce.</summary>
    /// <returns>False when it was taken before.</returns>
    public bool TryTake(ReadOnlySpan<byte> hash)
    {
        var value = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
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
