using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Yixun.Carriers.Smgp;

/// <summary>The MD5 values of the login (SMGP 3.0.3 §5.2). MD5 is what the protocol prescribes.</summary>
internal static class SmgpAuthenticator
{
    public const int DigestLength = 16;

    /// <summary>AuthenticatorClient = MD5(ClientID ‖ 7 NUL ‖ secret ‖ timestamp as 10 digits).</summary>
    public static byte[] Client(string clientId, string secret, uint timestamp) =>
        Digest([
            .. Encoding.Latin1.GetBytes(clientId),
            .. new byte[7],
            .. Encoding.Latin1.GetBytes(secret + timestamp.ToString("D10", CultureInfo.InvariantCulture)),
        ]);

    /// <summary>AuthenticatorServer = MD5(Status in 4 octets ‖ AuthenticatorClient ‖ secret).</summary>
    public static byte[] Server(uint status, ReadOnlySpan<byte> client, string secret)
    {
        Span<byte> octets = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, status);
        return Digest([.. octets, .. client, .. Encoding.Latin1.GetBytes(secret)]);
    }

    public static bool ServerMatches(
        uint status,
        ReadOnlySpan<byte> received,
        ReadOnlySpan<byte> client,
        string secret
    ) => CryptographicOperations.FixedTimeEquals(received, Server(status, client, secret));

#pragma warning disable CA5351 // The protocol prescribes MD5.
    private static byte[] Digest(ReadOnlySpan<byte> data) => MD5.HashData(data);
#pragma warning restore CA5351
}
