using System.Security.Cryptography;

namespace Yixun.Core.Security;

/// <summary>
/// AES-256-GCM for chunks on queues: <c>key id (1) ‖ nonce (12) ‖ octets ‖ tag (16)</c>. Thread-safe.
/// </summary>
public sealed class ChunkCipher(DataKeyRing ring)
{
    private const int HeaderLength = 13;
    private const int TagLength = 16;

    /// <summary>Encrypts a chunk with a random nonce.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> plaintext)
    {
        var octets = new byte[HeaderLength + plaintext.Length + TagLength];
        var key = ring.Current;
        octets[0] = key.Id;
        RandomNumberGenerator.Fill(octets.AsSpan(1, 12));
        using var aes = new AesGcm(key.Material, TagLength);
        aes.Encrypt(
            octets.AsSpan(1, 12),
            plaintext,
            octets.AsSpan(HeaderLength, plaintext.Length),
            octets.AsSpan(HeaderLength + plaintext.Length)
        );
        return octets;
    }

    /// <exception cref="CryptographicException">Changed, cut, or of a key that the ring lacks.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < HeaderLength + TagLength)
        {
            throw new CryptographicException("The chunk is too short.");
        }

        var key = ring.Find(octets[0]);
        var plaintext = new byte[octets.Length - HeaderLength - TagLength];
        using var aes = new AesGcm(key.Material, TagLength);
        aes.Decrypt(octets.Slice(1, 12), octets[HeaderLength..^TagLength], octets[^TagLength..], plaintext);
        return plaintext;
    }
}
