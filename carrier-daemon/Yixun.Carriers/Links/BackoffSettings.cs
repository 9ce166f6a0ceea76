namespace Yixun.Carriers.Links;

/// <summary>How long a connection waits before it tries again.</summary>
public sealed record BackoffSettings
{
    /// <summary>Wait after the first failure; doubles with each further one.</summary>
    public TimeSpan Initial { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait between tries.</summary>
    public TimeSpan Max { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Share of the wait that is random, 0 to 1: 0.2 makes 10 s anything from 8 s to 12 s.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>Wait after a refusal that only people can mend (wrong secret, unknown account): carriers lock accounts.</summary>
    public TimeSpan Fatal { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A connection that stayed bound this long starts again from <see cref="Initial"/>.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(5);
}
