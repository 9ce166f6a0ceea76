using Yixun.Carriers.Links;

namespace Yixun.Carriers.Tests.Links;

internal sealed class FakeSlot : IConnectionSlot
{
    private readonly CancellationTokenSource _lost = new();
    private volatile bool _held = true;

    public bool IsHeld => _held;

    public CancellationToken Lost => _lost.Token;

    /// <summary>Ends when it was given back.</summary>
    public TaskCompletionSource GivenBack { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lost by the clock; nobody was told yet.</summary>
    public void Expire() => _held = false;

    public void Lose()
    {
        _held = false;
        _lost.Cancel();
    }

    public ValueTask DisposeAsync()
    {
        GivenBack.TrySetResult();
        return ValueTask.CompletedTask;
    }
}
