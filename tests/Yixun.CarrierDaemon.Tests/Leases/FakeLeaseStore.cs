using Medallion.Threading;
using Yixun.CarrierDaemon.Leases;

namespace Yixun.CarrierDaemon.Tests.Leases;

/// <summary>Locks in memory that the test takes away.</summary>
internal sealed class FakeLeaseStore : ILeaseStore, IDistributedLockProvider
{
    private readonly Dictionary<string, Handle> _held = [];

    public bool IsReachable { get; set; } = true;

    public bool Fails { get; set; }

    public TimeSpan Age { get; set; } = TimeSpan.FromDays(1);

    public IReadOnlyCollection<string> Held => _held.Keys;

    /// <summary>A holder loses its lock; it is free at once.</summary>
    public void TakeAway(string name)
    {
        _held.Remove(name, out var handle);
        handle!.Lost.Cancel();
    }

    public ValueTask<IDistributedLockProvider> OpenAsync(CancellationToken cancellationToken) =>
        Fails ? throw new IOException("away") : ValueTask.FromResult<IDistributedLockProvider>(this);

    public ValueTask<TimeSpan> AgeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Age);

    public IDistributedLock CreateLock(string name) => new Named(this, name);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Named(FakeLeaseStore store, string name) : IDistributedLock
    {
        public string Name => name;

        public IDistributedSynchronizationHandle? TryAcquire(
            TimeSpan timeout = default,
            CancellationToken cancellationToken = default
        )
        {
            var handle = new Handle(store, name);
            return store._held.TryAdd(name, handle) ? handle : null;
        }

        public ValueTask<IDistributedSynchronizationHandle?> TryAcquireAsync(
            TimeSpan timeout = default,
            CancellationToken cancellationToken = default
        ) => ValueTask.FromResult(TryAcquire(timeout, cancellationToken));

        public IDistributedSynchronizationHandle Acquire(
            TimeSpan? timeout = null,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();

        public ValueTask<IDistributedSynchronizationHandle> AcquireAsync(
            TimeSpan? timeout = null,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();
    }

    private sealed class Handle(FakeLeaseStore store, string name) : IDistributedSynchronizationHandle
    {
        public CancellationTokenSource Lost { get; } = new();

        public CancellationToken HandleLostToken => Lost.Token;

        public void Dispose()
        {
            if (store._held.GetValueOrDefault(name) == this)
            {
                store._held.Remove(name);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
