using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Yixun.Core.Security;

/// <summary>
/// AES-256-GCM for single fields. A ciphertext is <c>key id (1) ‖ octets ‖ tag (16)</c>; the nonce is the row's 64-bit id
/// and the field's number, so a field of a row may be encrypted once only with a key, and a ciphertext moved to another row
/// or field does not open. Thread-safe.
/// </summary>
public sealed class FieldCipher
{
    private const int TagLength = 16;
    private const int NonceLength = 12;

    private readonly DataKeyRing _ring;
    private readonly ConcurrentDictionary<byte, ConcurrentBag<AesGcm>> _idle = new();

    public FieldCipher(DataKeyRing ring) => _ring = ring;

    /// <summary>Octets that a ciphertext has more than its plaintext.</summary>
    public const int Overhead = 1 + TagLength;

    /// <summary>Encrypts a field.</summary>
    /// <param name="rowId">Unique for ever among the rows of all tables.</param>
    public byte[] Encrypt(long rowId, CipherField field, ReadOnlySpan<byte> plaintext)
    {
        var sealedOctets = new byte[plaintext.Length + Overhead];
        var key = _ring.Current;
        sealedOctets[0] = key.Id;
        Span<byte> nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, rowId, field);
        var aes = Rent(key);
        aes.Encrypt(
            nonce,
            plaintext,
            sealedOctets.AsSpan(1, plaintext.Length),
            sealedOctets.AsSpan(1 + plaintext.Length)
        );
        Return(key, aes);
        return sealedOctets;
    }

    /// <inheritdoc cref="Encrypt(long,CipherField,ReadOnlySpan{byte})"/>
    public byte[] Encrypt(long rowId, CipherField field, string plaintext)
    {
        var octets = Encoding.UTF8.GetBytes(plaintext);
        return Encrypt(rowId, field, octets);
    }

    /// <summary>Encrypts a number as 8 octets.</summary>
    public byte[] EncryptNumber(long rowId, CipherField field, long number)
    {
        Span<byte> octets = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(octets, number);
        return Encrypt(rowId, field, octets);
    }

    /// <exception cref="CryptographicException">Changed, of another row or field, or of a key that the ring lacks.</exception>
    public byte[] Decrypt(long rowId, CipherField field, ReadOnlySpan<byte> ciphertext)
    {
        if (ciphertext.Length < Overhead)
        {
            throw new CryptographicException("The ciphertext is too short.");
        }

        var key = _ring.Find(ciphertext[0]);
        Span<byte> nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, rowId, field);
        var plaintext = new byte[ciphertext.Length - Overhead];
        var aes = Rent(key);
        try
        {
            aes.Decrypt(nonce, ciphertext[1..^TagLength], ciphertext[^TagLength..], plaintext);
        }
        finally
        {
            Return(key, aes);
        }

        return plaintext;
    }

    /// <inheritdoc cref="Decrypt"/>
    public string DecryptText(long rowId, CipherField field, ReadOnlySpan<byte> ciphertext) =>
        Encoding.UTF8.GetString(Decrypt(rowId, field, ciphertext));

    /// <inheritdoc cref="Decrypt"/>
    public long DecryptNumber(long rowId, CipherField field, ReadOnlySpan<byte> ciphertext) =>
        BinaryPrimitives.ReadInt64BigEndian(Decrypt(rowId, field, ciphertext));

    private static void WriteNonce(Span<byte> nonce, long rowId, CipherField field)
    {
        BinaryPrimitives.WriteInt64BigEndian(nonce, rowId);
        BinaryPrimitives.WriteInt32BigEndian(nonce[8..], (int)field);
    }

    private AesGcm Rent(DataKey key) =>
        _idle.TryGetValue(key.Id, out var bag) && bag.TryTake(out var aes)
            ? aes
            : new AesGcm(key.Material, TagLength);

    private void Return(DataKey key, AesGcm aes) => _idle.GetOrAdd(key.Id, static _ => []).Add(aes);
}
