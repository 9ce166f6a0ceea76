namespace Yixun.Carriers.Cmpp.Pdus;

/// <summary>DELIVER (§8.4.5.1): a reply, or a status report in <see cref="Content"/>.</summary>
internal sealed record CmppDeliver
{
    /// <summary>Id of the DELIVER itself, echoed in the response.</summary>
    public ulong MessageId { get; init; }

    public string DestinationId { get; init; } = "";

    public string ServiceId { get; init; } = "";

    public byte ProtocolId { get; init; }

    public byte UserDataHeaderIndicator { get; init; }

    public byte Format { get; init; }

    public string SourceTerminalId { get; init; } = "";

    /// <summary>3.0 only.</summary>
    public byte SourceTerminalType { get; init; }

    /// <summary>1 marks a status report.</summary>
    public byte RegisteredDelivery { get; init; }

    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Reserved (2.0, 8 octets) or LinkID (3.0, 20 octets).</summary>
    public string LinkId { get; init; } = "";
}
