using System.Threading.Tasks.Sources;

namespace Yixun.Carriers.Links;

/// <summary>
/// Wakes one waiting loop without allocating. The owner's lock orders the calls: <see cref="Arm"/> under the lock by the
/// loop, then <see cref="Wake"/> once by whoever saw it armed.
/// </summary>
internal sealed class WakeSignal : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };

    /// <summary>Makes a task that ends with the next <see cref="Wake"/>.</summary>
    public ValueTask Arm()
    {
        _core.Reset();
        return new ValueTask(this, _core.Version);
    }

    public void Wake() => _core.SetResult(true);

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation,
        object? state,
        short token,
        ValueTaskSourceOnCompletedFlags flags
    ) => _core.OnCompleted(continuation, state, token, flags);
}
