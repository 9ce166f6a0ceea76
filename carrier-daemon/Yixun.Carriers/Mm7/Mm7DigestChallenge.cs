using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Yixun.Carriers.Mm7;

/// <summary>A Digest challenge of the MMSC (RFC 7616) and the count of its uses. Thread-safe.</summary>
internal sealed partial class Mm7DigestChallenge
{
    private readonly string _realm;
    private readonly string _nonce;
    private readonly string? _opaque;
    private readonly string? _algorithm;
    private readonly bool _counted;
    private int _uses;

    private Mm7DigestChallenge(string realm, string nonce, string? opaque, string? algorithm, bool counted)
    {
        _realm = realm;
        _nonce = nonce;
        _opaque = opaque;
        _algorithm = algorithm;
        _counted = counted;
    }

    /// <summary>Reads what follows "Digest" in WWW-Authenticate.</summary>
    /// <returns>Null when it can't be answered: no nonce, unknown algorithm, auth-int only.</returns>
    public static Mm7DigestChallenge? Parse(string? parameters)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Parameter().Matches(parameters ?? ""))
        {
            values[match.Groups[1].Value] = match.Groups[2].Success
                ? Escape().Replace(match.Groups[2].Value, "$1")
                : match.Groups[3].Value;
        }

        var algorithm = values.GetValueOrDefault("algorithm");
        var offers = values.GetValueOrDefault("qop")?.Split(',', StringSplitOptions.TrimEntries);
        var counted = offers?.Contains("auth", StringComparer.OrdinalIgnoreCase) ?? false;
        return
            values.TryGetValue("realm", out var realm)
            && values.TryGetValue("nonce", out var nonce)
            && IsKnown(algorithm)
            && (offers is null || counted)
            ? new Mm7DigestChallenge(realm, nonce, values.GetValueOrDefault("opaque"), algorithm, counted)
            : null;
    }

    /// <summary>Value of the Authorization header for one request.</summary>
    public string Answer(string user, string password, string method, string uri) =>
        Answer(user, password, method, uri, RandomNumberGenerator.GetHexString(32, true));

    internal string Answer(string user, string password, string method, string uri, string clientNonce)
    {
        var count = Interlocked.Increment(ref _uses).ToString("x8", CultureInfo.InvariantCulture);
        var account = Hash($"{user}:{_realm}:{password}");
        var session = _algorithm?.EndsWith("-sess", StringComparison.OrdinalIgnoreCase) ?? false;
        if (session)
        {
            account = Hash($"{account}:{_nonce}:{clientNonce}");
        }

        var target = Hash($"{method}:{uri}");
        var response = _counted
            ? Hash($"{account}:{_nonce}:{count}:{clientNonce}:auth:{target}")
            : Hash($"{account}:{_nonce}:{target}");
        var header = new StringBuilder("Digest ");
        header.Append(
            CultureInfo.InvariantCulture,
            $"username={Quote(user)}, realm={Quote(_realm)}, nonce={Quote(_nonce)}, uri={Quote(uri)}, "
        );
        header.Append(CultureInfo.InvariantCulture, $"response=\"{response}\"");
        if (_algorithm is not null)
        {
            header.Append(CultureInfo.InvariantCulture, $", algorithm={_algorithm}");
        }

        if (_counted)
        {
            header.Append(CultureInfo.InvariantCulture, $", qop=auth, nc={count}");
        }

        if (_counted || session)
        {
            header.Append(CultureInfo.InvariantCulture, $", cnonce={Quote(clientNonce)}");
        }

        if (_opaque is not null)
        {
            header.Append(CultureInfo.InvariantCulture, $", opaque={Quote(_opaque)}");
        }

        return header.ToString();
    }

    private static bool IsKnown(string? algorithm) =>
        algorithm?.ToUpperInvariant() is null or "MD5" or "MD5-SESS" or "SHA-256" or "SHA-256-SESS";

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

#pragma warning disable CA5351 // RFC 7616 keeps MD5 as the default algorithm.
    private string Hash(string text)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(
            _algorithm?.StartsWith("SHA-256", StringComparison.OrdinalIgnoreCase) ?? false
                ? SHA256.HashData(octets)
                : MD5.HashData(octets)
        );
    }
#pragma warning restore CA5351

    [GeneratedRegex("""([A-Za-z0-9_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))""")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();
}
