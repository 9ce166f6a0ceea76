namespace Yixun.Carriers.Inspection;

/// <summary>A field of a PDU, in its place among the others.</summary>
/// <param name="Name">As the specification spells it.</param>
/// <param name="Size">Octets, as the kind counts them.</param>
internal sealed record PduField(string Name, PduFieldKind Kind, int Size)
{
    public PduFieldOptions Options { get; init; }

    /// <summary>The length or count in front of <see cref="PduFieldKind.Content"/> and <see cref="PduFieldKind.List"/>.</summary>
    public string CountName { get; init; } = "";

    /// <summary>What <see cref="PduFieldKind.List"/> repeats. A single one stands in the array without a name.</summary>
    public IReadOnlyList<PduField> Elements { get; init; } = [];

    /// <summary>The types of <see cref="PduFieldKind.Tlvs"/>.</summary>
    public PduTlvTypes TlvTypes { get; init; } = PduTlvTypes.None;

    /// <summary>The field is there only when this one before it has this value.</summary>
    public (string Name, uint Value)? When { get; init; }

    /// <summary>Name of the hex form.</summary>
    public string HexName => Name + "_hex";

    /// <summary>Octets when they are always the same, else null.</summary>
    public int? FixedSize =>
        Kind switch
        {
            _ when When is not null => null,
            PduFieldKind.Unsigned
            or PduFieldKind.MessageId
            or PduFieldKind.SequenceNumber
            or PduFieldKind.Text
            or PduFieldKind.Octets
            or PduFieldKind.DecimalId => Size,
            _ => null,
        };

    public bool Is(PduFieldOptions option) => (Options & option) != 0;

    public PduField With(PduFieldOptions options) => this with { Options = options };

    public static PduField U8(string name) => new(name, PduFieldKind.Unsigned, 1);

    public static PduField U16(string name) => new(name, PduFieldKind.Unsigned, 2);

    public static PduField U32(string name) => new(name, PduFieldKind.Unsigned, 4);

    public static PduField MessageId(string name) => new(name, PduFieldKind.MessageId, 8);

    public static PduField SequenceNumber(string name) => new(name, PduFieldKind.SequenceNumber, 12);

    public static PduField Text(string name, int width) => new(name, PduFieldKind.Text, width);

    public static PduField Octets(string name, int width) => new(name, PduFieldKind.Octets, width);

    public static PduField DecimalId(string name) => new(name, PduFieldKind.DecimalId, 10);

    public static PduField Terminated(string name, int most) => new(name, PduFieldKind.TerminatedText, most);

    public static PduField Content(string length, string name, int lengthWidth = 1) =>
        new(name, PduFieldKind.Content, lengthWidth) { CountName = length };

    public static PduField List(string count, string name, params PduField[] elements) =>
        new(name, PduFieldKind.List, 1) { CountName = count, Elements = elements };

    public static PduField Tlvs(PduTlvTypes types) => new("tlvs", PduFieldKind.Tlvs, 0) { TlvTypes = types };

    public static PduField Rest() => new("body", PduFieldKind.Rest, 0);
}
