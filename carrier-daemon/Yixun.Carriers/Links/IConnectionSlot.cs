namespace Yixun.Carriers.Links;

/// <summary>The right to one connection. Disposing gives it back; the connection must be closed before.</summary>
public interface IConnectionSlot : IAsyncDisposable
{
    /// <summary>
    /// False as soon as another process may have the slot, and then for ever. Asked before every write, so it must be
    /// cheap; it goes by the clock and not only by <see cref="Lost"/>, because a process that stood still hears of its
    /// loss later than it could write.
    /// </summary>
    bool IsHeld { get; }

    /// <summary>Cancelled when the slot is lost: the connection must be closed at once.</summary>
    CancellationToken Lost { get; }
}
