using Yixun.Carriers.Links;

namespace Yixun.Carriers.Smpp;

/// <summary>How a channel talks to its SMSC.</summary>
public sealed record SmppLinkSettings : LinkSettings
{
    /// <summary>False: each connection is a pair of a transmitter and a receiver.</summary>
    public bool Transceiver { get; init; } = true;

    /// <summary>system_type, at most 12 characters.</summary>
    public string SystemType { get; init; } = "";

    /// <summary>service_type, at most 5 characters.</summary>
    public string ServiceType { get; init; } = "";

    /// <summary>0 unknown or short code, 1 international, 5 alphanumeric.</summary>
    public byte SourceTon { get; init; }

    public byte SourceNpi { get; init; }

    public byte DestinationTon { get; init; } = 1;

    public byte DestinationNpi { get; init; } = 1;

    /// <summary>In front of the 11 digits; empty for domestic aggregators that want the bare number.</summary>
    public string DestinationPrefix { get; init; } = "86";

    /// <summary>0 to 3.</summary>
    public byte Priority { get; init; }

    /// <summary>True to ask for receipts.</summary>
    public bool RegisteredDelivery { get; init; } = true;

    /// <summary>validity_period: 16 characters, absolute or relative, or empty for the SMSC's own.</summary>
    public string ValidityPeriod { get; init; } = "";

    /// <summary>data_coding of ASCII texts: 0 where the default alphabet is ASCII, 1 for IA5, 3 for Latin-1.</summary>
    public byte AsciiDataCoding { get; init; }

    public SmppLongMessages LongMessages { get; init; }

    public SmppIdFormat IdFormat { get; init; }

    /// <summary>Statuses that mean "too fast".</summary>
    public IReadOnlyCollection<uint> FlowControlStatuses { get; init; } =
    [SmppStatus.QueueFull, SmppStatus.Throttled];

    protected override string Protocol => "SMPP 3.4";

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Require(Account.Length is >= 1 and <= 15, "system_id has 1 to 15 characters.");
        Require(Secret.Length <= 63, "The password has at most 63 characters.");
        Require(SystemType.Length <= 12, "system_type has at most 12 characters.");
        Require(ServiceType.Length <= 5, "service_type has at most 5 characters.");
        Require(
            DestinationPrefix.Length <= 4 && DestinationPrefix.All(char.IsAsciiDigit),
            "The prefix has at most 4 digits."
        );
        Require(ValidityPeriod.Length is 0 or 16, "validity_period has 16 characters or none.");
        Require(Priority <= 3, "The priority is 0 to 3.");
        Require(AsciiMaxOctets <= 254, "short_message has at most 254 octets.");
    }
}
