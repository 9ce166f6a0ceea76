namespace Yixun.Carriers.Links;

/// <summary>
/// The places that a carrier's connection limit leaves for one channel. A connection takes a slot before it connects and
/// keeps it for as long as it may be connected, so all processes together never have more connections than slots.
/// </summary>
public interface IConnectionSlots
{
    /// <summary>True where other processes take slots of the same channel.</summary>
    bool Shared { get; }

    /// <summary>Waits for a free slot.</summary>
    /// <param name="use">What the connection is for.</param>
    /// <param name="limit">Slots of this use that the channel has in all.</param>
    /// <param name="waiting">Told why there is none yet (English, for the log), each time that the reason changes.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <returns>The slot; disposing gives it back.</returns>
    ValueTask<IConnectionSlot> TakeAsync(
        ConnectionUse use,
        int limit,
        Action<string> waiting,
        CancellationToken cancellationToken
    );
}
