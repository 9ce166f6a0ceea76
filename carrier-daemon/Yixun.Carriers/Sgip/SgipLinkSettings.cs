using System.Net;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Sgip;

/// <summary>How a channel talks to its SGIP gateway, and how the gateway talks to it.</summary>
public sealed record SgipLinkSettings : LinkSettings
{
    /// <summary>Our node: 3, the area code filled up to 4 digits on the right, the enterprise code of 5 digits.</summary>
    public required uint Node { get; init; }

    /// <summary>Enterprise code, at most 5 digits.</summary>
    public required string CorpId { get; init; }

    /// <summary>Business code, at most 10 characters.</summary>
    public string ServiceType { get; init; } = "";

    /// <summary>0 send, 1 free, 2 per message, 3 monthly, 4 by the SP.</summary>
    public byte FeeType { get; init; } = 1;

    /// <summary>Fen.</summary>
    public string FeeValue { get; init; } = "0";

    /// <summary>Fen.</summary>
    public string GivenValue { get; init; } = "0";

    /// <summary>0 to 9.</summary>
    public byte Priority { get; init; }

    /// <summary>0 reports failures only, 1 always, 2 never.</summary>
    public byte ReportFlag { get; init; } = 1;

    /// <summary>Where the gateway connects to with reports and replies; null where it uses our connections for them.</summary>
    public IPEndPoint? Listen { get; init; }

    /// <summary>Login name that the gateway uses.</summary>
    public string PeerAccount { get; init; } = "";

    /// <summary>Password that the gateway uses.</summary>
    public string PeerSecret { get; init; } = "";

    /// <summary>Addresses that may connect; empty: any.</summary>
    public IReadOnlyCollection<IPAddress> PeerAddresses { get; init; } = [];

    /// <summary>Connections of the gateway at a time.</summary>
    public int PeerConnections { get; init; } = 64;

    /// <summary>Silence after which a connection of the gateway is closed.</summary>
    public TimeSpan PeerIdleClose { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Time without a submit after which our connection says goodbye; there is no link test, and gateways close after a
    /// minute. It is opened again by the next submit. Null keeps it open, and opens it again whenever it ends.
    /// </summary>
    public TimeSpan? IdleClose { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Results that mean "too fast".</summary>
    public IReadOnlyCollection<uint> FlowControlResults { get; init; } =
    [SgipResult.Busy, SgipResult.TooFast];

    protected override string Protocol => "SGIP 1.2";

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Require(
            Account.Length is >= 1 and <= 16 && Secret.Length <= 16,
            "Login name and password have at most 16 characters."
        );
        Require(
            CorpId.Length is >= 1 and <= 5 && CorpId.All(char.IsAsciiDigit),
            "The enterprise code has 1 to 5 digits."
        );
        Require(ServiceType.Length <= 10, "ServiceType has at most 10 characters.");
        Require(FeeValue.Length <= 6 && GivenValue.Length <= 6, "Fees have at most 6 digits.");
        Require(Priority <= 9 && ReportFlag <= 2, "The priority is 0 to 9, ReportFlag 0 to 2.");
        Require(
            Listen is null || (PeerAccount.Length > 0 && PeerSecret.Length > 0),
            "The gateway needs a login name and a password to connect to us."
        );
        Require(
            IdleClose is not { Ticks: <= 0 } && PeerIdleClose > TimeSpan.Zero,
            "Idle times are above zero."
        );
        Require(PeerConnections is >= 1 and <= 1_000, "Connections of the gateway are 1 to 1,000.");
    }
}
