namespace Yixun.Carriers.Links;

/// <summary>Exponential waiting with jitter of one connection. Not thread-safe.</summary>
internal sealed class Backoff(BackoffSettings settings, Random random)
{
    private int _failures;

    /// <summary>Wait before the next try.</summary>
    /// <param name="fatal">True when trying again soon can only do harm.</param>
    public TimeSpan Next(bool fatal = false)
    {
        var wait = settings.Fatal;
        if (!fatal)
        {
            // 2^30 initial waits are beyond any maximum.
            var factor = Math.Pow(2, Math.Min(_failures, 30));
            _failures++;
            var ticks = Math.Min(settings.Initial.Ticks * factor, settings.Max.Ticks);
            wait = TimeSpan.FromTicks((long)ticks);
        }

        var spread = 1 + (((random.NextDouble() * 2) - 1) * Math.Clamp(settings.Jitter, 0, 1));
        return TimeSpan.FromTicks((long)(wait.Ticks * spread));
    }

    /// <summary>Forgets the failures if the connection was of use.</summary>
    public void EndedAfter(TimeSpan bound)
    {
        if (bound >= settings.StableAfter)
        {
            _failures = 0;
        }
    }
}
