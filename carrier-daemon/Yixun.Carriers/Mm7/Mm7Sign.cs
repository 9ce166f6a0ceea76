namespace Yixun.Carriers.Mm7;

/// <summary>What the end of a submit shows about the MMSC.</summary>
internal enum Mm7Sign : byte
{
    /// <summary>Nothing: we gave up ourselves.</summary>
    None,

    Answered,

    /// <summary>No answer came, or none that says anything.</summary>
    Silent,

    /// <summary>It could not be reached, or it does not take our credentials.</summary>
    Gone,
}
