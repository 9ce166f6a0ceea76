using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Yixun.CarrierSimulator.Mmsc;

/// <summary>An Authorization header with the scheme Digest (RFC 7616 §3.4), algorithm MD5, with or without qop=auth.</summary>
internal sealed partial record DigestAuthorization(
    string User,
    string Realm,
    string Nonce,
    string Uri,
    string Response,
    string? Quality,
    string Count,
    string ClientNonce
)
{
    private const string Scheme = "Digest ";

    /// <returns>Null when it is another scheme or lacks something.</returns>
    public static DigestAuthorization? Parse(string? header)
    {
        if (header is null || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Parameter().Matches(header[Scheme.Length..]))
        {
            values[match.Groups[1].Value] = match.Groups[2].Success
                ? Escape().Replace(match.Groups[2].Value, "$1")
                : match.Groups[3].Value;
        }

        var algorithm = values.GetValueOrDefault("algorithm", "MD5");
        return
            algorithm.Equals("MD5", StringComparison.OrdinalIgnoreCase)
            && values.GetValueOrDefault("qop", "auth") == "auth"
            && values.TryGetValue("username", out var user)
            && values.TryGetValue("realm", out var realm)
            && values.TryGetValue("nonce", out var nonce)
            && values.TryGetValue("uri", out var uri)
            && values.TryGetValue("response", out var response)
            ? new DigestAuthorization(
                user,
                realm,
                nonce,
                uri,
                response,
                values.GetValueOrDefault("qop"),
                values.GetValueOrDefault("nc", ""),
                values.GetValueOrDefault("cnonce", "")
            )
            : null;
    }

    /// <summary>True when whoever wrote it knows the password; the time taken says nothing about it.</summary>
    public bool Proves(string password, string method)
    {
        var account = Hash($"{User}:{Realm}:{password}");
        var target = Hash($"{method}:{Uri}");
        var expected = Quality is null
            ? Hash($"{account}:{Nonce}:{target}")
            : Hash($"{account}:{Nonce}:{Count}:{ClientNonce}:{Quality}:{target}");
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected),
            Encoding.UTF8.GetBytes(Response.ToLowerInvariant())
        );
    }

#pragma warning disable CA5351 // RFC 7616 keeps MD5 as the default algorithm.
    private static string Hash(string text) =>
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    [GeneratedRegex("""([A-Za-z0-9_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))""")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();
}
