using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Konscious.Security.Cryptography;

namespace Yixun.Data.Staff;

/// <summary>Argon2id in PHC string form: <c>$argon2id$v=19$m=19456,t=2,p=1$salt$hash</c> (OWASP's minimum).</summary>
public static class PasswordHasher
{
    private const int MemoryKibibytes = 19_456;
    private const int Iterations = 2;
    private const int SaltLength = 16;
    private const int HashLength = 32;

    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var hash = Compute(password, salt, MemoryKibibytes, Iterations);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"$argon2id$v=19$m={MemoryKibibytes},t={Iterations},p=1${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}"
        );
    }

    /// <summary>Compares in constant time; false for a hash of another form.</summary>
    public static bool Verify(string password, string phc)
    {
        ArgumentNullException.ThrowIfNull(phc);
        var fields = phc.Split('$');
        if (fields is not ["", "argon2id", "v=19", var cost, var salt, var hash])
        {
            return false;
        }

        var costs = cost.Split(',');
        var expected = Convert.FromBase64String(hash);
        var actual = Compute(
            password,
            Convert.FromBase64String(salt),
            int.Parse(costs[0].AsSpan(2), CultureInfo.InvariantCulture),
            int.Parse(costs[1].AsSpan(2), CultureInfo.InvariantCulture)
        );
        return CryptographicOperations.FixedTimeEquals(expected, actual);
    }

    private static byte[] Compute(string password, byte[] salt, int memory, int iterations)
    {
        using var argon = new Argon2id(Encoding.UTF8.GetBytes(password))
        {
            Salt = salt,
            MemorySize = memory,
            Iterations = iterations,
            DegreeOfParallelism = 1,
        };
        return argon.GetBytes(HashLength);
    }
}
