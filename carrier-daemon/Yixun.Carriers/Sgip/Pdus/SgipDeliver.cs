namespace Yixun.Carriers.Sgip.Pdus;

/// <summary>Deliver (SGIP 1.2 §4.2.3.4): a reply.</summary>
internal sealed record SgipDeliver
{
    /// <summary>Who sent it, with 86 in front.</summary>
    public string UserNumber { get; init; } = "";

    public string SpNumber { get; init; } = "";

    public byte ProtocolId { get; init; }

    public byte UserDataHeaderIndicator { get; init; }

    public byte Coding { get; init; }

    public ReadOnlyMemory<byte> Content { get; init; }
}
