using System.Security.Cryptography;

namespace Yixun.Cli.Admin;

/// <summary>Passwords that are shown once and typed once: no letters that look like digits.</summary>
internal static class RandomPassword
{
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";

    /// <summary>16 characters, 92 bits.</summary>
    public static string Next() => RandomNumberGenerator.GetString(Alphabet, 16);
}
