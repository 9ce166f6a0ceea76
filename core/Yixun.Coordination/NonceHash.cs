using System.Security.Cryptography;
using System.Text;

namespace Yixun.Coordination;

/// <summary>What is kept of a nonce.</summary>
public static class NonceHash
{
    /// <summary>16 octets, another for every system.</summary>
    public static byte[] Of(string system, string nonce) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{system}\n{nonce}"))[..16];
}
