using System.Security.Cryptography;
using CsCheck;
using Xunit;
using Yixun.Core.Security;

namespace Yixun.Core.Tests.Security;

public sealed class ChunkCipherTests
{
    private static readonly ChunkCipher Cipher = new(DataKeyRing.Generate());

    [Fact]
    public void Decrypt_any_chunk_comes_back() =>
        Gen
            .Byte.Array[0, 2000]
            .Sample(
                plaintext =>
                {
                    var octets = Cipher.Encrypt(plaintext);

                    Assert.Equal(1 + 12 + plaintext.Length + 16, octets.Length);
                    Assert.Equal(plaintext, Cipher.Decrypt(octets));
                },
                iter: 500
            );

    [Fact]
    public void Encrypt_same_chunk_twice_looks_different() =>
        Assert.NotEqual(Cipher.Encrypt([1, 2, 3]), Cipher.Encrypt([1, 2, 3]));

    [Fact]
    public void Decrypt_changed_chunk_fails() =>
        Gen.Select(Gen.Byte.Array[0, 60], Gen.Int[0, int.MaxValue], Gen.Byte[1, 255])
            .Sample(
                (plaintext, place, change) =>
                {
                    var octets = Cipher.Encrypt(plaintext);
                    octets[place % octets.Length] ^= change;

                    Assert.ThrowsAny<CryptographicException>(() => Cipher.Decrypt(octets));
                },
                iter: 500
            );

    [Fact]
    public void Decrypt_any_octets_fail_with_a_cryptographic_error() =>
        Gen
            .Byte.Array[0, 100]
            .Sample(
                octets => Assert.ThrowsAny<CryptographicException>(() => Cipher.Decrypt(octets)),
                iter: 1000
            );

    [Fact]
    public void Decrypt_after_rotation_old_key_opens_and_the_new_one_encrypts()
    {
        var oldKey = new DataKey(4, RandomNumberGenerator.GetBytes(32));
        var newKey = new DataKey(5, RandomNumberGenerator.GetBytes(32));
        var before = new ChunkCipher(new DataKeyRing([oldKey], new byte[32]));
        var rotated = new ChunkCipher(new DataKeyRing([oldKey, newKey], new byte[32]));

        Assert.Equal([7], rotated.Decrypt(before.Encrypt([7])));
        Assert.Equal(5, rotated.Encrypt([7])[0]);
        Assert.Throws<CryptographicException>(() => before.Decrypt(rotated.Encrypt([7])));
    }
}
