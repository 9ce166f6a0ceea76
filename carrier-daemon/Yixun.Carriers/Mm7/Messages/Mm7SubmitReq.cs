namespace Yixun.Carriers.Mm7.Messages;

/// <summary>A message to users (TS 23.140 §8.7).</summary>
public sealed record Mm7SubmitReq : Mm7Message
{
    /// <summary>VASPID: enterprise code issued by the carrier.</summary>
    public required string VaspId { get; init; }

    /// <summary>VASID: service code or access number.</summary>
    public required string VasId { get; init; }

    /// <summary>Number that the user sees.</summary>
    public string? SenderAddress { get; init; }

    public required Mm7Recipients Recipients { get; init; }

    /// <summary>Business code of the bill.</summary>
    public string? ServiceCode { get; init; }

    /// <summary>LinkedID of the message that this one answers.</summary>
    public string? LinkedId { get; init; }

    public Mm7MessageClass? MessageClass { get; init; }

    public DateTimeOffset? TimeStamp { get; init; }

    public Mm7ReplyCharging? ReplyCharging { get; init; }

    public DateTimeOffset? EarliestDeliveryTime { get; init; }

    public DateTimeOffset? ExpiryDate { get; init; }

    /// <summary>True asks for a delivery report for each recipient.</summary>
    public bool? DeliveryReport { get; init; }

    public bool? ReadReply { get; init; }

    public Mm7Priority? Priority { get; init; }

    public string? Subject { get; init; }

    public Mm7ChargedParty? ChargedParty { get; init; }

    /// <summary>Number of the payer.</summary>
    public string? ChargedPartyId { get; init; }

    /// <summary>False forbids the users to pass the content on.</summary>
    public bool? DistributionIndicator { get; init; }

    /// <summary>Whether the MMSC may change media to fit the handset; written only with a content reference.</summary>
    public bool? AllowAdaptations { get; init; }

    public Mm7Content? Content { get; init; }
}
