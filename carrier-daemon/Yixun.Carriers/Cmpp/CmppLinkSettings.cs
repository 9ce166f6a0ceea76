using Yixun.Carriers.Links;

namespace Yixun.Carriers.Cmpp;

/// <summary>How a channel talks to its CMPP gateway. <see cref="ToString"/> never shows the secret.</summary>
public sealed record CmppLinkSettings
{
    public required string Host { get; init; }

    /// <summary>7890 by the specification; carriers give their own.</summary>
    public required int Port { get; init; }

    /// <summary>0x20, 0x21 or 0x30, see <see cref="CmppVersion"/>.</summary>
    public byte Version { get; init; } = CmppVersion.V20;

    /// <summary>SP_Id, the login name: exactly 6 characters.</summary>
    public required string Account { get; init; }

    public required string Secret { get; init; }

    /// <summary>Msg_src; the account when null. Some gateways want another code of 6 characters.</summary>
    public string? MessageSource { get; init; }

    /// <summary>Business code issued by the carrier, at most 10 characters.</summary>
    public string ServiceId { get; init; } = "";

    /// <summary>"01" free, "02" per message, "03" monthly.</summary>
    public string FeeType { get; init; } = "01";

    /// <summary>Price in fen, 6 digits.</summary>
    public string FeeCode { get; init; } = "000000";

    /// <summary>Who pays: 0 destination, 1 source, 2 SP.</summary>
    public byte FeeUserType { get; init; } = 2;

    /// <summary>Msg_level, 0 to 9.</summary>
    public byte Level { get; init; }

    /// <summary>True to ask for status reports.</summary>
    public bool RegisteredDelivery { get; init; } = true;

    /// <summary>Unanswered submits per connection.</summary>
    public int Window { get; init; } = 16;

    /// <summary>Connections kept; the contract with the carrier limits it.</summary>
    public int Connections { get; init; } = 1;

    /// <summary>Silence of the gateway after which a link test is sent, and after which the next one follows.</summary>
    public TimeSpan ActiveTestInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Link tests without any sign of life before the connection is given up.</summary>
    public int ActiveTestTries { get; init; } = 3;

    /// <summary>Wait for a submit's response, and for the login's.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Clock of the carrier: login timestamp and times in reports.</summary>
    public TimeSpan UtcOffset { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Most octets of an ASCII segment; 140 for gateways that refuse 159.</summary>
    public int AsciiMaxOctets { get; init; } = 159;

    /// <summary>Longest PDU taken from the gateway, 12 to 32,768 octets.</summary>
    public int MaxPduLength { get; init; } = 8192;

    /// <summary>Try 2.0 at once when the gateway answers "version too high" to 3.0.</summary>
    public bool AllowVersionFallback { get; init; }

    public BackoffSettings Backoff { get; init; } = new();

    /// <summary>Says what is wrong with the settings.</summary>
    /// <exception cref="ArgumentException">A value can't work on the wire.</exception>
    public void Validate()
    {
        Require(Account.Length == CmppAuthenticator.AccountLength, "The account has exactly 6 characters.");
        Require(MessageSource is null or { Length: <= 6 }, "Msg_src has at most 6 characters.");
        Require(ServiceId.Length <= 10, "Service_Id has at most 10 characters.");
        Require(FeeType.Length <= 2 && FeeCode.Length <= 6, "FeeType has 2 characters, FeeCode 6.");
        Require(
            Version is CmppVersion.V20 or CmppVersion.V21 or CmppVersion.V30,
            "The version is 2.0, 2.1 or 3.0."
        );
        Require(Window is >= 1 and <= 65_536, "The window is 1 to 65,536.");
        Require(Connections is >= 1 and <= 256, "Connections are 1 to 256.");
        Require(
            ActiveTestTries >= 1 && ActiveTestInterval > TimeSpan.Zero,
            "Link tests need tries and an interval."
        );
        Require(
            ResponseTimeout > TimeSpan.Zero && ConnectTimeout > TimeSpan.Zero,
            "Time-outs are above zero."
        );
        Require(MaxPduLength is >= 12 and <= 32_768, "The longest PDU is 12 to 32,768 octets.");
        Require(AsciiMaxOctets is >= 1 and <= 255, "An ASCII segment has 1 to 255 octets.");
    }

    public override string ToString() =>
        $"CMPP 0x{Version:x2} {Account}@{Host}:{Port}, {Connections} connections, window {Window}";

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentException(message);
        }
    }
}
