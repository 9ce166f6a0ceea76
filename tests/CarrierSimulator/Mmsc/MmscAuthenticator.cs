using System.Buffers.Binary;
using System.Security.Cryptography;
using Yixun.Carriers.Mm7;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Mmsc;

/// <summary>Knows who posts (RFC 7616, RFC 7617). Nonces are signed, so none has to be remembered.</summary>
internal sealed class MmscAuthenticator(IReadOnlyList<VaspAccount> accounts, TimeProvider time)
{
    public const string Realm = "mmsc";
    private const int MacLength = 16;
    private static readonly TimeSpan NonceLife = TimeSpan.FromMinutes(5);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <returns>Null when nobody is proven.</returns>
    public VaspAccount? Find(string? authorization, string method, string target)
    {
        if (DigestAuthorization.Parse(authorization) is { } digest)
        {
            return digest.Realm == Realm && digest.Uri == target && IsFresh(digest.Nonce)
                ? accounts.FirstOrDefault(account =>
                    account.Options.Authentication != MmscAuthentication.Basic
                    && account.Options.SpId == digest.User
                    && digest.Proves(account.Options.Secret, method)
                )
                : null;
        }

        return accounts.FirstOrDefault(account =>
            account.Options.Authentication != MmscAuthentication.Digest
            && Mm7BasicCredentials.Matches(authorization, account.Options.SpId, account.Options.Secret)
        );
    }

    /// <summary>Values of WWW-Authenticate: one for each scheme that an account may use.</summary>
    public IEnumerable<string> Challenges()
    {
        if (accounts.Any(static account => account.Options.Authentication != MmscAuthentication.Basic))
        {
            yield return $"Digest realm=\"{Realm}\", qop=\"auth\", algorithm=MD5, nonce=\"{CreateNonce()}\"";
        }

        if (accounts.Any(static account => account.Options.Authentication != MmscAuthentication.Digest))
        {
            yield return $"Basic realm=\"{Realm}\", charset=\"UTF-8\"";
        }
    }

    private string CreateNonce()
    {
        Span<byte> nonce = stackalloc byte[8 + MacLength];
        BinaryPrimitives.WriteInt64BigEndian(nonce, time.GetUtcNow().ToUnixTimeMilliseconds());
        Sign(nonce[..8], nonce[8..]);
        return Convert.ToHexStringLower(nonce);
    }

    private bool IsFresh(string nonce)
    {
        Span<byte> octets = stackalloc byte[8 + MacLength];
        Span<byte> mac = stackalloc byte[MacLength];
        if (
            nonce.Length != 2 * octets.Length
            || Convert.FromHexString(nonce, octets, out _, out var written)
                != System.Buffers.OperationStatus.Done
            || written != octets.Length
        )
        {
            return false;
        }

        Sign(octets[..8], mac);
        var made = DateTimeOffset.FromUnixTimeMilliseconds(
            BinaryPrimitives.ReadInt64BigEndian(octets) & 0xFFFF_FFFF_FFFF
        );
        return CryptographicOperations.FixedTimeEquals(mac, octets[8..])
            && time.GetUtcNow() - made <= NonceLife;
    }

    private void Sign(ReadOnlySpan<byte> octets, Span<byte> mac)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, octets, whole);
        whole[..mac.Length].CopyTo(mac);
    }
}
