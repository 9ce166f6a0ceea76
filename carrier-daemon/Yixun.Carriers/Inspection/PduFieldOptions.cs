namespace Yixun.Carriers.Inspection;

[Flags]
internal enum PduFieldOptions
{
    None = 0,

    /// <summary>Zeros where JSON does not give it.</summary>
    Filler = 1,

    /// <summary>
    /// The PDU may end before it. JSON then does not have it; a <see cref="Filler"/> is null, because without it zeros
    /// are meant.
    /// </summary>
    Trailing = 2,

    /// <summary>The PDU may end within it.</summary>
    Short = 4,
}
