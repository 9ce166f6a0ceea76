using System.Security.Cryptography;

namespace Yixun.Core.Security;

/// <summary>
/// AES-256-GCM for chunks on queues: <c>key id (1) ‖ nonce (12) ‖ octets ‖ tag (16)</c>. Thread-safe.
/// </summary>
public sealed class ChunkCipher(DataKeyRing ring)
{
    private const int HeaderLength = 13;
    private const int TagLength = 16;

    /// <summary>Octets that a chunk of so many has when it is encrypted.</summary>
    public static int LengthOf(int plaintext) => HeaderLength + plaintext + TagLength;

    /// <summary>Encrypts a chunk with a random nonce.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> plaintext)
    {
        var octets = new byte[LengthOf(plaintext.Length)];
        Encrypt(plaintext, octets);
        return octets;
    }

    /// <inheritdoc cref="Encrypt(ReadOnlySpan{byte})"/>
    /// <param name="plaintext">The chunk.</param>
    /// <param name="octets">Of the length that <see cref="LengthOf"/> tells.</param>
    public void Encrypt(ReadOnlySpan<byte> plaintext, Span<byte> octets)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(octets.Length, LengthOf(plaintext.Length));
        var key = ring.Current;
        octets[0] = key.Id;
        RandomNumberGenerator.Fill(octets.Slice(1, 12));
        using var aes = new AesGcm(key.Material, TagLength);
        aes.Encrypt(
            octets.Slice(1, 12),
            plaintext,
            octets.Slice(HeaderLength, plaintext.Length),
            octets[(HeaderLength + plaintext.Length)..]
        );
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
