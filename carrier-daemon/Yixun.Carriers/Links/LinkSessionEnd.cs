namespace Yixun.Carriers.Links;

/// <summary>Why a connection is over.</summary>
/// <param name="Kind">As told to the handler.</param>
/// <param name="Detail">English, for the log.</param>
/// <param name="Fatal">True when only people can mend it.</param>
/// <param name="RetryAtOnce">True when the next try differs from this one (lower version).</param>
/// <param name="Dormant">True when nothing was wrong: the next connection waits until there is something to send.</param>
internal sealed record LinkSessionEnd(
    CarrierConnectionEventKind Kind,
    string Detail,
    bool Fatal = false,
    bool RetryAtOnce = false,
    bool Dormant = false
)
{
    /// <summary>Another process may be connected in its place.</summary>
    public static LinkSessionEnd SlotLost { get; } =
        new(CarrierConnectionEventKind.Lost, "the slot was lost to another process");
}
