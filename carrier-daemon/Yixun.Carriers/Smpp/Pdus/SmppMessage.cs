namespace Yixun.Carriers.Smpp.Pdus;

/// <summary>submit_sm and deliver_sm, which have one layout (SMPP 3.4 §4.4.1, §4.6.1).</summary>
internal sealed record SmppMessage
{
    public string ServiceType { get; init; } = "";

    public byte SourceTon { get; init; }

    public byte SourceNpi { get; init; }

    public string Source { get; init; } = "";

    public byte DestinationTon { get; init; }

    public byte DestinationNpi { get; init; }

    public string Destination { get; init; } = "";

    public byte EsmClass { get; init; }

    public byte ProtocolId { get; init; }

    public byte Priority { get; init; }

    /// <summary>16 characters or none.</summary>
    public string ScheduleTime { get; init; } = "";

    /// <summary>16 characters or none.</summary>
    public string ValidityPeriod { get; init; } = "";

    public byte RegisteredDelivery { get; init; }

    public byte ReplaceIfPresent { get; init; }

    public byte DataCoding { get; init; }

    public byte DefaultMessageId { get; init; }

    /// <summary>short_message, at most 254 octets.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    public IReadOnlyList<SmppOption> Options { get; init; } = [];
}
