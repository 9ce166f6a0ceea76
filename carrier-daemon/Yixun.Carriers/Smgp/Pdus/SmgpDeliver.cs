namespace Yixun.Carriers.Smgp.Pdus;

/// <summary>Deliver (SMGP 3.0.3 §5.4.1): a reply, or a status report in <see cref="Content"/>.</summary>
internal sealed record SmgpDeliver
{
    /// <summary>Low 80 bits; echoed in the response.</summary>
    public UInt128 MessageId { get; init; }

    public bool IsReport { get; init; }

    public byte Format { get; init; }

    /// <summary>YYYYMMDDHHMMSS.</summary>
    public string ReceivedTime { get; init; } = "";

    public string Source { get; init; } = "";

    public string Destination { get; init; } = "";

    public ReadOnlyMemory<byte> Content { get; init; }

    public IReadOnlyList<SmgpOption> Options { get; init; } = [];
}
