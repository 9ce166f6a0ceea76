namespace Yixun.CarrierDaemon.Channels;

/// <summary>
/// Segments per second of one channel: a token bucket of a tenth of a second, which flow control of the carrier slows down
/// and time speeds up again. Guarded by the channel's lock.
/// </summary>
internal sealed class RateBudget
{
    private const double BurstSeconds = 0.1;
    private const double Slowdown = 0.7;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RecoveryStep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MeasuredPeriod = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private double _configured;
    private double _rate;
    private double _tokens;
    private long _refilledAt;
    private long _pausedUntil;
    private long _recoveredAt;
    private TimeSpan _pause = FirstPause;
    private double _share = 1;
    private int _countedSegments;
    private long _countedSince;
    private double _measured;

    /// <param name="segmentsPerSecond">0: no limit until the carrier asks for one.</param>
    public RateBudget(int segmentsPerSecond, TimeProvider time)
    {
        _time = time;
        _configured = LimitOf(segmentsPerSecond);
        _rate = _configured;
        _refilledAt = _recoveredAt = _countedSince = time.GetTimestamp();
        _tokens = Burst;
    }

    /// <summary>Sets another limit while it runs; what the carrier has slowed down to stays, if it is less.</summary>
    public void Configure(int segmentsPerSecond)
    {
        Refill();
        var before = _configured;
        _configured = LimitOf(segmentsPerSecond);
        _rate = _rate >= before ? _configured : Math.Min(_rate, _configured);
        _tokens = Math.Min(_tokens, Burst);
    }

    /// <summary>Segments per second now; infinite without a limit.</summary>
    public double Rate => double.IsInfinity(_configured) ? _rate : _rate * _share;

    /// <summary>
    /// Part of the configured rate that this process may use, above 0 and up to 1: replicas of the daemon divide it like
    /// the connections. A rate that only the carrier's flow control asked for is each process's own.
    /// </summary>
    public double Share
    {
        get => _share;
        set
        {
            if (value == _share || value is not (> 0 and <= 1))
            {
                return;
            }

            // What was earned until now was earned with the old share.
            Refill();
            _share = value;
            _tokens = Math.Min(_tokens, Burst);
        }
    }

    private static double LimitOf(int segmentsPerSecond) =>
        segmentsPerSecond == 0 ? double.PositiveInfinity : segmentsPerSecond;

    private double Burst =>
        double.IsInfinity(_rate) ? double.PositiveInfinity : Math.Max(1, Rate * BurstSeconds);

    /// <summary>True while the carrier is given the pause that it asked for.</summary>
    public bool IsPaused => _time.GetTimestamp() < _pausedUntil;

    /// <summary>How long nothing may be sent; zero when something may.</summary>
    /// <param name="share">Of the lane that asks, as for <see cref="TryTake"/>.</param>
    public TimeSpan Wait(double share = 1)
    {
        Refill();
        var now = _time.GetTimestamp();
        if (now < _pausedUntil)
        {
            return _time.GetElapsedTime(now, _pausedUntil);
        }

        var needed = Needed(share);
        // Rounded up: zero would say that something may be sent.
        return _tokens >= needed
            ? TimeSpan.Zero
            : TimeSpan.FromSeconds((needed - _tokens) / Rate) + TimeSpan.FromTicks(1);
    }

    /// <summary>Takes segments. A lane with a smaller share leaves part of the bucket to more urgent ones.</summary>
    /// <param name="share">0 to 1.</param>
    public bool TryTake(int segments, double share)
    {
        Refill();
        if (IsPaused || _tokens < Needed(share))
        {
            return false;
        }

        // A long message may overdraw the bucket; the debt is waited for.
        _tokens -= segments;
        Count(segments);
        return true;
    }

    /// <summary>The carrier said that we are too fast: pauses, and goes on slower.</summary>
    public void SlowDown()
    {
        var now = _time.GetTimestamp();
        if (now < _pausedUntil)
        {
            return;
        }

        Count(0);
        var seconds = Math.Max(0.05, _time.GetElapsedTime(_countedSince, now).TotalSeconds);
        var measured = double.IsInfinity(_rate) ? Math.Max(_measured, _countedSegments / seconds) : _rate;
        _rate = Math.Max(1, measured * Slowdown);
        _tokens = Math.Min(_tokens, Burst);
        _pausedUntil = now + (long)(_pause.TotalSeconds * _time.TimestampFrequency);
        _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, LongestPause.Ticks));
        _recoveredAt = _pausedUntil;
    }

    /// <summary>Tokens that must be there before a lane takes any.</summary>
    private double Needed(double share) => double.IsInfinity(_rate) ? 1 : Math.Max(1, Burst * (1 - share));

    /// <summary>Measures what is sent, period by period, so that a quiet night does not make the morning look slow.</summary>
    private void Count(int segments)
    {
        var elapsed = _time.GetElapsedTime(_countedSince);
        if (elapsed >= MeasuredPeriod)
        {
            _measured = _countedSegments / elapsed.TotalSeconds;
            _countedSegments = 0;
            _countedSince = _time.GetTimestamp();
        }

        _countedSegments += segments;
    }

    private void Refill()
    {
        var now = _time.GetTimestamp();
        Recover(now);
        if (double.IsInfinity(_rate))
        {
            _tokens = double.PositiveInfinity;
        }
        else
        {
            var earned = Rate * _time.GetElapsedTime(_refilledAt, now).TotalSeconds;
            _tokens = Math.Min(Burst, (double.IsInfinity(_tokens) ? 0 : _tokens) + earned);
        }

        _refilledAt = now;
    }

    private void Recover(long now)
    {
        if (
            _rate >= _configured
            || now < _recoveredAt
            || _time.GetElapsedTime(_recoveredAt, now) < RecoveryStep
        )
        {
            return;
        }

        // Ten per cent a second; without a configured limit it is dropped once the rate is far above what was measured.
        var steps = Math.Min(50, (int)_time.GetElapsedTime(_recoveredAt, now).TotalSeconds);
        _rate = Math.Min(_configured, _rate * Math.Pow(1.1, steps));
        _recoveredAt = now;
        _pause = FirstPause;
        if (double.IsInfinity(_configured) && _rate > 100_000)
        {
            _rate = _configured;
        }
    }
}
