using System.Buffers.Binary;
using System.Security.Cryptography;
using Yixun.Core.Numbers;

namespace Yixun.Core.Security;

/// <summary>
/// Keyed hash of a number for look-ups: the first 64 bits of HMAC-SHA256. Without the key it says nothing of the number.
/// </summary>
public sealed class PhoneHasher
{
    private readonly byte[] _key;

    public PhoneHasher(DataKeyRing ring) =>
        _key = HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            ring.LookupSecret,
            32,
            info: "yixun phone look-up"u8.ToArray()
        );

    public long Hash(PhoneNumber number) => Hash(number.Value);

    /// <summary>Hash of any text that stands where a number would (a service number that wrote to us).</summary>
    public long Hash(string text) => Hash(System.Text.Encoding.UTF8.GetBytes(text));

    private long Hash(long value)
    {
        Span<byte> octets = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(octets, value);
        return Hash(octets);
    }

    private long Hash(ReadOnlySpan<byte> octets)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(_key, octets, hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }
}
