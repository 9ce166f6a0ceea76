using Yixun.Carriers.Links;

namespace Yixun.Carriers.Cmpp;

/// <summary>How a channel talks to its CMPP gateway.</summary>
public sealed record CmppLinkSettings : LinkSettings
{
    /// <summary>0x20, 0x21 or 0x30, see <see cref="CmppVersion"/>.</summary>
    public byte Version { get; init; } = CmppVersion.V20;

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

    /// <summary>Try 2.0 at once when the gateway answers "version too high" to 3.0.</summary>
    public bool AllowVersionFallback { get; init; }

    protected override string Protocol => $"CMPP 0x{Version:x2}";

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Require(Account.Length == CmppAuthenticator.AccountLength, "The account has exactly 6 characters.");
        Require(MessageSource is null or { Length: <= 6 }, "Msg_src has at most 6 characters.");
        Require(ServiceId.Length <= 10, "Service_Id has at most 10 characters.");
        Require(FeeType.Length <= 2 && FeeCode.Length <= 6, "FeeType has 2 characters, FeeCode 6.");
        Require(
            Version is CmppVersion.V20 or CmppVersion.V21 or CmppVersion.V30,
            "The version is 2.0, 2.1 or 3.0."
        );
    }
}
