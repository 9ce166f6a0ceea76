namespace Yixun.CarrierDaemon.Leases;

/// <summary>
/// Section <c>Yixun:Leases</c>: how replicas of the daemon share the connection limits of the channels. All replicas need
/// the same values.
/// </summary>
/// <remarks>
/// A dead process keeps a slot until its lease expires; then <see cref="HandOver"/> passes before another connects. That
/// pause is what the limit rests on: the old holder notices within it, at the worst, that it must be silent. It is divided
/// so: the library looks at a lease that it can't renew every <see cref="Renewal"/> and may wait
/// <see cref="AnswerTime"/> for an answer, so it reports a loss at most that much after the expiry; a slot is believed
/// for <see cref="Standstill"/> without a look at its lease. Together that is seven eighths of the pause.
/// </remarks>
public sealed class LeaseSettings
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public LeaseProvider Provider { get; set; }

    /// <summary>Of Redis (StackExchange.Redis's form) or of PostgreSQL (Npgsql's); from a secret store.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>How long a slot stays with a process that does not renew it, 1 s to 5 min.</summary>
    public TimeSpan Expiry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>From taking a slot to connecting, so that whoever had it is gone; 1 s to 5 min.</summary>
    public TimeSpan HandOver { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Between two looks for a free slot.</summary>
    public TimeSpan RetryInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Between two renewals.</summary>
    internal TimeSpan Renewal => Shorter(Expiry / 5, HandOver * 3 / 8);

    /// <summary>Longest wait for the answer to a renewal or a try.</summary>
    internal TimeSpan AnswerTime => Shorter(Expiry / 10, HandOver / 8);

    /// <summary>A process that did not look at its leases for this long takes them for lost.</summary>
    internal TimeSpan Standstill => HandOver * 3 / 8;

    /// <exception cref="ArgumentException">A value can't work; the message names the setting.</exception>
    internal void Validate()
    {
        Require(Provider == LeaseProvider.None || ConnectionString.Length > 0, "ConnectionString is missing");
        Require(Expiry >= Shortest && Expiry <= Longest, "Expiry is 1 s to 5 min");
        Require(HandOver >= Shortest && HandOver <= Longest, "HandOver is 1 s to 5 min");
        Require(RetryInterval > TimeSpan.Zero && RetryInterval <= Longest, "RetryInterval is above zero");
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentException($"Yixun:Leases: {message}.");
        }
    }
}
