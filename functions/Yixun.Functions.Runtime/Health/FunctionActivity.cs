using Yixun.Functions.Runtime.Discovery;

namespace Yixun.Functions.Runtime.Health;

/// <summary>The running figures of one function. Thread-safe.</summary>
internal sealed class FunctionActivity(FunctionDescriptor function)
{
    private readonly Lock _gate = new();
    private FunctionState _state = FunctionState.Starting;
    private string? _reason;
    private long _ended;
    private long _failed;
    private long _running;
    private long _ticks;

    public FunctionDescriptor Function { get; } = function;

    /// <summary>Tag for the instruments.</summary>
    public KeyValuePair<string, object?> Tag { get; } = new("function", function.Name);

    public FunctionState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    public void Listening() => Set(FunctionState.Listening, null);

    public void Disabled(string reason) => Set(FunctionState.Disabled, reason);

    /// <summary>A function that was disabled stays so.</summary>
    public void Stopped()
    {
        if (State != FunctionState.Disabled)
        {
            Set(FunctionState.Stopped, null);
        }
    }

    public void Begin() => Interlocked.Increment(ref _running);

    public void End(TimeSpan duration, bool failed)
    {
        Interlocked.Decrement(ref _running);
        Interlocked.Increment(ref _ended);
        Interlocked.Add(ref _ticks, duration.Ticks);
        if (failed)
        {
            Interlocked.Increment(ref _failed);
        }
    }

    public FunctionStatus Snapshot()
    {
        lock (_gate)
        {
            return new FunctionStatus(
                Function.Name,
                Function.Trigger.Kind,
                _state,
                _reason,
                Interlocked.Read(ref _ended),
                Interlocked.Read(ref _failed),
                Interlocked.Read(ref _running),
                TimeSpan.FromTicks(Interlocked.Read(ref _ticks))
            );
        }
    }

    private void Set(FunctionState state, string? reason)
    {
        lock (_gate)
        {
            _state = state;
            _reason = reason;
        }
    }
}
