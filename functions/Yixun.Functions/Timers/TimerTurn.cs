using System.Collections.Concurrent;
using System.Security.Cryptography;
using Yixun.Data.Leases;

namespace Yixun.Functions.Timers;

/// <summary>
/// Without the host's storage every replica's timers fire: a timer function runs only where its lease is held. A held lease
/// is renewed well before its end, so a tick mostly costs nothing.
/// </summary>
public sealed class TimerTurn(LeaseStore leases, TimeProvider time)
{
    private static readonly TimeSpan Term = TimeSpan.FromSeconds(30);

    private readonly long _token = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));
    private readonly ConcurrentDictionary<string, DateTimeOffset> _held = new(StringComparer.Ordinal);

    /// <summary>True when this process may run the timer now.</summary>
    public async ValueTask<bool> TryTakeAsync(string timer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_held.TryGetValue(timer, out var until) && now < until - (Term / 2))
        {
            return true;
        }

        if (!await leases.TryTakeAsync($"timer:{timer}", _token, Term, cancellationToken))
        {
            _held.TryRemove(timer, out _);
            return false;
        }

        _held[timer] = now + Term;
        return true;
    }
}
