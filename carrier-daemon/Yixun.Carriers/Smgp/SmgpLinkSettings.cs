using Yixun.Carriers.Links;

namespace Yixun.Carriers.Smgp;

/// <summary>How a channel talks to its SMGP gateway.</summary>
public sealed record SmgpLinkSettings : LinkSettings
{
    /// <summary>ClientVersion: 0x30, or 0x13 for gateways whose Submit has no FixedFee.</summary>
    public byte Version { get; init; } = 0x30;

    /// <summary>True where the carrier wants one connection for sending and one for receiving (LoginMode 0 and 1).</summary>
    public bool SeparateDirections { get; init; }

    /// <summary>ServiceID issued by the carrier, at most 10 characters.</summary>
    public string ServiceId { get; init; } = "";

    /// <summary>"00" free, "01" per message, "02" monthly, "03" capped.</summary>
    public string FeeType { get; init; } = "00";

    /// <summary>Price in fen, 6 digits.</summary>
    public string FeeCode { get; init; } = "000000";

    /// <summary>Monthly price in fen, 6 digits.</summary>
    public string FixedFee { get; init; } = "000000";

    /// <summary>0 to 3.</summary>
    public byte Priority { get; init; } = 1;

    /// <summary>True to ask for status reports.</summary>
    public bool NeedReport { get; init; } = true;

    /// <summary>MsgSrc, at most 8 characters; often demanded.</summary>
    public string? MessageSource { get; init; }

    /// <summary>MServiceID, at most 21 characters.</summary>
    public string? MobileServiceId { get; init; }

    /// <summary>Statuses that mean "too fast"; the specification names none.</summary>
    public IReadOnlyCollection<uint> FlowControlStatuses { get; init; } = [SmgpStatus.Busy];

    protected override string Protocol => $"SMGP 0x{Version:x2}";

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Require(Account.Length is >= 1 and <= 8, "The account has 1 to 8 characters.");
        Require(Version is 0x30 or 0x13, "The version is 3.0 or 1.3.");
        Require(ServiceId.Length <= 10, "ServiceID has at most 10 characters.");
        Require(
            FeeType.Length <= 2 && FeeCode.Length <= 6 && FixedFee.Length <= 6,
            "FeeType has 2 characters, FeeCode and FixedFee 6."
        );
        Require(Priority <= 3, "The priority is 0 to 3.");
        Require(
            MessageSource is null or { Length: <= 8 } && MobileServiceId is null or { Length: <= 21 },
            "MsgSrc has at most 8 characters, MServiceID 21."
        );
    }
}
