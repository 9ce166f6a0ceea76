using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Yixun.Core.Security;

/// <summary>
/// How connected systems sign requests: lower-case hex HMAC-SHA256 over
/// <c>method \n path with query \n unix seconds \n nonce \n lower-case hex SHA-256 of the body</c>.
/// </summary>
public static class RequestSignature
{
    public const string KeyHeader = "X-Yixun-Key";
    public const string TimestampHeader = "X-Yixun-Timestamp";
    public const string NonceHeader = "X-Yixun-Nonce";
    public const string SignatureHeader = "X-Yixun-Signature";

    /// <summary>How far a timestamp may be from our clock, either way.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    public const int MinimumNonceLength = 16;
    public const int MaximumNonceLength = 64;

    /// <summary>Signs a request.</summary>
    /// <param name="secret">The system's secret; its UTF-8 octets are the key.</param>
    /// <param name="method">Upper case.</param>
    /// <param name="pathAndQuery">As sent, still escaped.</param>
    /// <returns>64 lower-case hex digits.</returns>
    public static string Compute(
        ReadOnlySpan<byte> secret,
        string method,
        string pathAndQuery,
        long unixSeconds,
        string nonce,
        ReadOnlySpan<byte> body
    )
    {
        Span<byte> bodyDigest = stackalloc byte[32];
        SHA256.HashData(body, bodyDigest);
        var canonical = string.Create(
            CultureInfo.InvariantCulture,
            $"{method}\n{pathAndQuery}\n{unixSeconds}\n{nonce}\n{Convert.ToHexStringLower(bodyDigest)}"
        );
        var octets = Encoding.UTF8.GetBytes(canonical);
        Span<byte> signature = stackalloc byte[32];
        HMACSHA256.HashData(secret, octets, signature);
        return Convert.ToHexStringLower(signature);
    }

    /// <summary>Compares without telling by time how much was right. Upper-case hex is accepted too.</summary>
    public static bool Matches(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(expected),
            Encoding.ASCII.GetBytes(given.ToLowerInvariant())
        );

    /// <summary>True for 16 to 64 visible ASCII characters.</summary>
    public static bool IsValidNonce(string nonce) =>
        nonce.Length is >= MinimumNonceLength and <= MaximumNonceLength
        && !nonce.AsSpan().ContainsAnyExceptInRange('!', '~');
}
