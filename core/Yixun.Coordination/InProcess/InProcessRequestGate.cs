using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace Yixun.Coordination.InProcess;

/// <summary>Counts in the memory of this process alone.</summary>
public sealed class InProcessRequestGate(TimeProvider time) : IRequestGate, IDisposable
{
    private readonly NonceMemory _nonces = new(time);
    private readonly ConcurrentDictionary<(string System, int Rate), RateLimiter> _limiters = new();

    public ValueTask<GateVerdict> EnterAsync(GateRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Enter(request));

    public void Remember(ReadOnlySpan<byte> nonceHash) => _nonces.TryTake(nonceHash);

    /// <summary>Takes a nonce alone.</summary>
    /// <returns>False when it was taken before.</returns>
    internal bool TryTakeNonce(ReadOnlySpan<byte> nonceHash) => _nonces.TryTake(nonceHash);

    internal GateVerdict Enter(GateRequest request)
    {
        using var lease = Limiter(request).AttemptAcquire();
        return !lease.IsAcquired ? GateVerdict.TooMany
            : _nonces.TryTake(request.NonceHash) ? GateVerdict.Admitted
            : GateVerdict.Replayed;
    }

    public void Dispose()
    {
        foreach (var limiter in _limiters.Values)
        {
            limiter.Dispose();
        }
    }

    private RateLimiter Limiter(GateRequest request) =>
        _limiters.GetOrAdd(
            (request.System, request.Rate),
            static key => new TokenBucketRateLimiter(
                new TokenBucketRateLimiterOptions
                {
                    TokenLimit = key.Rate,
                    TokensPerPeriod = key.Rate,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    QueueLimit = 0,
                    AutoReplenishment = true,
                }
            )
        );
}
