using System.Security.Cryptography;
using System.Text;

namespace Yixun.Carriers.Mm7;

/// <summary>Basic authentication (RFC 7617), UTF-8.</summary>
public static class Mm7BasicCredentials
{
    /// <summary>Value of the Authorization header.</summary>
    public static string Header(string user, string password) =>
        $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";

    /// <summary>True when an Authorization header is that of the user; the time taken says nothing about the password.</summary>
    public static bool Matches(string? header, string user, string password)
    {
        const string scheme = "Basic ";
        if (header is null || !header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var octets = new byte[header.Length];
        return Convert.TryFromBase64String(header[scheme.Length..].Trim(), octets, out var length)
            && CryptographicOperations.FixedTimeEquals(
                SHA256.HashData(octets.AsSpan(0, length)),
                SHA256.HashData(Encoding.UTF8.GetBytes($"{user}:{password}"))
            );
    }
}
