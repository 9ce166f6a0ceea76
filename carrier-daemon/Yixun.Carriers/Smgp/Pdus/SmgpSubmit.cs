namespace Yixun.Carriers.Smgp.Pdus;

/// <summary>Submit (SMGP 3.0.3 §5.3.1). Fields are named by the specification.</summary>
internal sealed record SmgpSubmit
{
    /// <summary>6 is a message to a subscriber.</summary>
    public byte MessageType { get; init; } = 6;

    public byte NeedReport { get; init; }

    public byte Priority { get; init; }

    public string ServiceId { get; init; } = "";

    /// <summary>"00" free, "01" per message, "02" monthly, "03" capped.</summary>
    public string FeeType { get; init; } = "";

    public string FeeCode { get; init; } = "";

    /// <summary>Absent in version 1.3.</summary>
    public string FixedFee { get; init; } = "";

    public byte Format { get; init; }

    public string ValidTime { get; init; } = "";

    public string AtTime { get; init; } = "";

    public string Source { get; init; } = "";

    public string ChargeNumber { get; init; } = "";

    /// <summary>1 to 100 numbers.</summary>
    public required IReadOnlyList<string> Destinations { get; init; }

    /// <summary>At most 255 octets, UDH included.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>In the order of writing.</summary>
    public IReadOnlyList<SmgpOption> Options { get; init; } = [];
}
