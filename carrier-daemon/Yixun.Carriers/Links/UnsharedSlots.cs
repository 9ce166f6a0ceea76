namespace Yixun.Carriers.Links;

/// <summary>Slots of a channel that one process has for itself: each connection has its own at once.</summary>
public sealed class UnsharedSlots : IConnectionSlots, IConnectionSlot
{
    private UnsharedSlots() { }

    public static UnsharedSlots Instance { get; } = new();

    public bool Shared => false;

    public bool IsHeld => true;

    public CancellationToken Lost => CancellationToken.None;

    public ValueTask<IConnectionSlot> TakeAsync(
        ConnectionUse use,
        int limit,
        Action<string> waiting,
        CancellationToken cancellationToken
    ) => ValueTask.FromResult<IConnectionSlot>(this);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
