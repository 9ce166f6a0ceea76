namespace Yixun.CarrierSimulator.Gateways;

/// <summary>Lets pass while it is open. Thread-safe.</summary>
internal sealed class Gate
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _opened = Closed();

    public bool IsOpen => Current().Task.IsCompleted;

    public void Set(bool open)
    {
        lock (_lock)
        {
            if (open)
            {
                _opened.TrySetResult();
            }
            else if (_opened.Task.IsCompleted)
            {
                _opened = Closed();
            }
        }
    }

    public Task WaitAsync(CancellationToken cancellationToken) => Current().Task.WaitAsync(cancellationToken);

    private TaskCompletionSource Current()
    {
        lock (_lock)
        {
            return _opened;
        }
    }

    private static TaskCompletionSource Closed() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
