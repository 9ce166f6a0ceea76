namespace Yixun.Carriers.Cmpp.Pdus;

/// <summary>SUBMIT (§8.4.3.1). Fields are named by the specification; widths depend on the version.</summary>
internal sealed record CmppSubmit
{
    /// <summary>Msg_Id: 0 from the SP.</summary>
    public ulong MessageId { get; init; }

    /// <summary>Pk_total, from 1.</summary>
    public byte Total { get; init; } = 1;

    /// <summary>Pk_number, from 1.</summary>
    public byte Index { get; init; } = 1;

    public byte RegisteredDelivery { get; init; }

    public byte Level { get; init; }

    public string ServiceId { get; init; } = "";

    public byte FeeUserType { get; init; }

    public string FeeTerminalId { get; init; } = "";

    /// <summary>3.0 only.</summary>
    public byte FeeTerminalType { get; init; }

    public byte ProtocolId { get; init; }

    public byte UserDataHeaderIndicator { get; init; }

    public byte Format { get; init; }

    public string MessageSource { get; init; } = "";

    public string FeeType { get; init; } = "";

    public string FeeCode { get; init; } = "";

    /// <summary>SMPP 3.3 time or empty.</summary>
    public string ValidityTime { get; init; } = "";

    public string AtTime { get; init; } = "";

    public string SourceId { get; init; } = "";

    /// <summary>1 to 99 numbers.</summary>
    public required IReadOnlyList<string> Destinations { get; init; }

    /// <summary>3.0 only.</summary>
    public byte DestinationType { get; init; }

    /// <summary>At most 255 octets, UDH included.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Reserve (2.0, 8 octets) or LinkID (3.0, 20 octets).</summary>
    public string LinkId { get; init; } = "";
}
