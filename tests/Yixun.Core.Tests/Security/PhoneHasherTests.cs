using System.Buffers.Binary;
using System.Security.Cryptography;
using CsCheck;
using Xunit;
using Yixun.Core.Numbers;
using Yixun.Core.Security;

namespace Yixun.Core.Tests.Security;

public sealed class PhoneHasherTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(octet => (byte)octet)];
    private static readonly PhoneNumber Number = PhoneNumber.FromValue(13_800_138_000);

    /// <summary>Hashes are stored: a change of the recipe would lose every blacklist.</summary>
    [Fact]
    public void Hash_number_is_the_recipe()
    {
        var key = HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            Secret,
            32,
            info: "yixun phone look-up"u8.ToArray()
        );
        var octets = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(octets, 13_800_138_000);

        Assert.Equal(
            BinaryPrimitives.ReadInt64BigEndian(HMACSHA256.HashData(key, octets)),
            Hasher(Secret, 1).Hash(Number)
        );
    }

    [Fact]
    public void Hash_same_secret_is_stable_whatever_the_data_keys() =>
        Assert.Equal(Hasher(Secret, 1).Hash(Number), Hasher(Secret, 9).Hash(Number));

    [Fact]
    public void Hash_other_secret_is_another() =>
        Assert.NotEqual(
            Hasher(Secret, 1).Hash(Number),
            Hasher([.. Secret.Select(octet => (byte)~octet)], 1).Hash(Number)
        );

    [Fact]
    public void Hash_any_two_numbers_differ() =>
        Gen.Select(Gen.Long[13_000_000_000, 19_999_999_999], Gen.Long[13_000_000_000, 19_999_999_999])
            .Where((one, other) => one != other)
            .Sample(
                (one, other) =>
                {
                    var hasher = Hasher(Secret, 1);

                    Assert.NotEqual(
                        hasher.Hash(PhoneNumber.FromValue(one)),
                        hasher.Hash(PhoneNumber.FromValue(other))
                    );
                },
                iter: 500
            );

    [Fact]
    public void Hash_text_is_keyed_too()
    {
        Assert.Equal(Hasher(Secret, 1).Hash("10086"), Hasher(Secret, 2).Hash("10086"));
        Assert.NotEqual(Hasher(Secret, 1).Hash("10086"), Hasher(Secret, 1).Hash("10010"));
        Assert.NotEqual(Hasher(Secret, 1).Hash("10086"), Hasher(new byte[32], 1).Hash("10086"));
    }

    private static PhoneHasher Hasher(byte[] secret, byte key) =>
        new(new DataKeyRing([new DataKey(key, RandomNumberGenerator.GetBytes(32))], secret));
}
