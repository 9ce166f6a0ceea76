using Medallion.Threading;
using Microsoft.Extensions.Logging;
using Yixun.Carriers.Links;

namespace Yixun.CarrierDaemon.Leases;

/// <summary>
/// A slot for as long as its lock is held. A timer looks at the lock again and again; the slot counts as held only if the
/// last look is fresh. So a process that stood still (stopped, swapped out, starved) and wakes up when its lease is long
/// over finds its slot lost by the clock, before it writes anything and whichever of its threads runs first.
/// </summary>
internal sealed partial class LeasedSlot : IConnectionSlot
{
    private const int LooksPerStandstill = 6;
    private readonly IDistributedSynchronizationHandle _handle;
    private readonly TimeSpan _standstill;
    private readonly Action _givenBack;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenRegistration _handleLost;
    private readonly ITimer _looking;
    private long _seenAt;
    private int _over;

    /// <param name="askedAt">Timestamp from before the lock was asked for.</param>
    /// <param name="standstill">A look that is older says nothing.</param>
    /// <param name="givenBack">Called once the lock is free.</param>
    public LeasedSlot(
        IDistributedSynchronizationHandle handle,
        long askedAt,
        TimeSpan standstill,
        Action givenBack,
        TimeProvider time,
        ILogger logger
    )
    {
        _handle = handle;
        _seenAt = askedAt;
        _standstill = standstill;
        _givenBack = givenBack;
        _time = time;
        _logger = logger;
        _handleLost = handle.HandleLostToken.UnsafeRegister(static slot => ((LeasedSlot)slot!).Lose(), this);
        var interval = standstill / LooksPerStandstill;
        _looking = time.CreateTimer(static slot => ((LeasedSlot)slot!).Look(), this, interval, interval);
    }

    public bool IsHeld
    {
        get
        {
            if (Volatile.Read(ref _over) == 1)
            {
                return false;
            }

            if (_time.GetElapsedTime(Volatile.Read(ref _seenAt)) < _standstill)
            {
                return true;
            }

            Lose();
            return false;
        }
    }

    public CancellationToken Lost => _lost.Token;

    public async ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _over, 1);
        await _looking.DisposeAsync();
        await _handleLost.DisposeAsync();
        try
        {
            await _handle.DisposeAsync();
        }
        catch (Exception exception)
        {
            // The lease ends by itself.
            LogNotGivenBack(exception);
        }
        finally
        {
            _givenBack();
        }
    }

    private void Look()
    {
        // Taken first: whatever stands still from here on is seen by the next look.
        var now = _time.GetTimestamp();
        if (IsHeld)
        {
            Volatile.Write(ref _seenAt, now);
        }
    }

    private void Lose()
    {
        if (Interlocked.Exchange(ref _over, 1) == 0)
        {
            _ = _lost.CancelAsync();
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A slot could not be given back; it is free when its lease is over"
    )]
    private partial void LogNotGivenBack(Exception exception);
}
