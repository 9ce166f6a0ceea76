using Yixun.Carriers.Links;

namespace Yixun.Carriers.Tests.Links;

/// <summary>Slots that the test hands out and takes away.</summary>
internal sealed class FakeSlots : IConnectionSlots, IDisposable
{
    private readonly SemaphoreSlim _free = new(0);

    public bool Shared => true;

    public List<FakeSlot> Taken { get; } = [];

    public void Free() => _free.Release();

    public void Dispose() => _free.Dispose();

    public async ValueTask<IConnectionSlot> TakeAsync(
        ConnectionUse use,
        int limit,
        Action<string> waiting,
        CancellationToken cancellationToken
    )
    {
        if (!_free.Wait(0, CancellationToken.None))
        {
            waiting("held");
            await _free.WaitAsync(cancellationToken);
        }

        var slot = new FakeSlot();
        Taken.Add(slot);
        return slot;
    }
}
