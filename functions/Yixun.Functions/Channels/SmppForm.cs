namespace Yixun.Functions.Channels;

/// <summary>What only SMPP needs; as <see cref="Core.Channels.SmppChannelSettings"/>.</summary>
public sealed record SmppForm
{
    public bool Transceiver { get; init; } = true;

    public string SystemType { get; init; } = "";

    public byte SourceTon { get; init; }

    public byte SourceNpi { get; init; }

    public byte DestinationTon { get; init; } = 1;

    public byte DestinationNpi { get; init; } = 1;

    public string DestinationPrefix { get; init; } = "86";

    public string ValidityPeriod { get; init; } = "";

    public byte AsciiDataCoding { get; init; }

    public string LongMessages { get; init; } = "UserDataHeader";

    public string IdFormat { get; init; } = "AsIs";
}
