using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Cmpp;

/// <summary>The MD5 values of the login (§8.4.1). MD5 is what the protocol prescribes.</summary>
internal static class CmppAuthenticator
{
    public const int AccountLength = 6;
    public const int DigestLength = 16;

    /// <summary>The number MMDDHHMMSS of a local time.</summary>
    public static uint Timestamp(DateTimeOffset local) => CarrierClock.MonthToSecond(local);

    /// <summary>AuthenticatorSource = MD5(account ‖ 9 NUL ‖ secret ‖ timestamp as 10 digits).</summary>
    /// <exception cref="ArgumentException">The account isn't exactly 6 characters: implementations disagree on padding.</exception>
    public static byte[] Source(string account, string secret, uint timestamp)
    {
        if (account.Length != AccountLength)
        {
            throw new ArgumentException("A CMPP account has exactly 6 characters.", nameof(account));
        }

        var text = timestamp.ToString("D10", CultureInfo.InvariantCulture);
        return Digest([
            .. Encoding.Latin1.GetBytes(account),
            .. new byte[9],
            .. Encoding.Latin1.GetBytes(secret + text),
        ]);
    }

    /// <summary>AuthenticatorISMG = MD5(Status ‖ AuthenticatorSource ‖ secret), Status in 1 or 4 octets.</summary>
    public static byte[] Gateway(uint status, bool wide, ReadOnlySpan<byte> source, string secret)
    {
        Span<byte> statusOctets = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(statusOctets, status);
        return Digest([
            .. wide ? statusOctets : statusOctets[3..],
            .. source,
            .. Encoding.Latin1.GetBytes(secret),
        ]);
    }

    /// <summary>True when the gateway proved the secret, with the Status hashed in either width: gateways mix them up.</summary>
    public static bool GatewayMatches(
        uint status,
        ReadOnlySpan<byte> received,
        ReadOnlySpan<byte> source,
        string secret
    ) =>
        CryptographicOperations.FixedTimeEquals(received, Gateway(status, false, source, secret))
        || CryptographicOperations.FixedTimeEquals(received, Gateway(status, true, source, secret));

#pragma warning disable CA5351 // The protocol prescribes MD5.
    private static byte[] Digest(ReadOnlySpan<byte> data) => MD5.HashData(data);
#pragma warning restore CA5351
}
