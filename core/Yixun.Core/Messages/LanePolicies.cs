namespace Yixun.Core.Messages;

/// <summary>The policies of all lanes.</summary>
public sealed class LanePolicies
{
    /// <summary>Reply words line that marketing texts end with (MIIT order 31: easy refusal).</summary>
    public const string DefaultOptOutSuffix = "拒收请回复R";

    private readonly LanePolicy[] _byLane;
    private readonly TimeSpan _zone;

    /// <exception cref="ArgumentException">A lane is missing or named twice, or its hours are not within a day.</exception>
    /// <param name="zone">The hospital's offset from UTC; null: +08:00.</param>
    public LanePolicies(IEnumerable<LanePolicy> policies, TimeSpan? zone = null)
    {
        _zone = zone ?? TimeSpan.FromHours(8);
        _byLane = new LanePolicy[Lanes.Count];
        foreach (var policy in policies)
        {
            if (_byLane[(int)policy.Lane] is not null)
            {
                throw new ArgumentException($"Lane {policy.Lane} has two policies.", nameof(policies));
            }

            if (
                policy.HoursFrom < TimeSpan.Zero
                || policy.HoursTo > TimeSpan.FromHours(24)
                || policy.HoursFrom > policy.HoursTo
            )
            {
                throw new ArgumentException(
                    $"Lane {policy.Lane}: hours must lie within one day.",
                    nameof(policies)
                );
            }

            if (
                policy.MaximumShare is not (> 0 and <= 1)
                || policy.TimeToLive <= TimeSpan.Zero
                || policy.OpeningSpread < TimeSpan.Zero
            )
            {
                throw new ArgumentException(
                    $"Lane {policy.Lane}: the share is above 0 and at most 1, times are not negative.",
                    nameof(policies)
                );
            }

            if (policy.TimeToLive <= policy.LongestWait)
            {
                throw new ArgumentException(
                    $"Lane {policy.Lane}: a message must live longer than the lane is closed, {policy.LongestWait} with the spread.",
                    nameof(policies)
                );
            }

            _byLane[(int)policy.Lane] = policy;
        }

        if (_byLane.Any(policy => policy is null))
        {
            throw new ArgumentException("Every lane needs a policy.", nameof(policies));
        }
    }

    /// <summary>What a hospital starts with.</summary>
    public static LanePolicies Default { get; } =
        new([
            new LanePolicy { Lane = Lane.Critical },
            new LanePolicy { Lane = Lane.Otp, TimeToLive = TimeSpan.FromMinutes(5) },
            new LanePolicy
            {
                Lane = Lane.Care,
                TimeToLive = TimeSpan.FromMinutes(30),
                MaximumShare = 0.9,
            },
            new LanePolicy
            {
                Lane = Lane.Reminder,
                TimeToLive = TimeSpan.FromHours(12),
                HoursFrom = TimeSpan.FromHours(7),
                HoursTo = TimeSpan.FromHours(22),
                MaximumShare = 0.8,
            },
            new LanePolicy
            {
                Lane = Lane.FollowUp,
                TimeToLive = TimeSpan.FromHours(24),
                HoursFrom = TimeSpan.FromHours(8),
                HoursTo = TimeSpan.FromHours(21),
                HonoursOptOut = true,
                MaximumShare = 0.75,
            },
            new LanePolicy
            {
                Lane = Lane.Promotion,
                TimeToLive = TimeSpan.FromHours(24),
                HoursFrom = TimeSpan.FromHours(8),
                HoursTo = TimeSpan.FromHours(21),
                HonoursOptOut = true,
                Suffix = DefaultOptOutSuffix,
                MaximumShare = 0.7,
            },
        ]);

    /// <summary>The default policies with a site's differences (section <c>Yixun:Lanes</c>, by lane name) in its zone.</summary>
    /// <exception cref="InvalidOperationException">A lane name or an hour is malformed.</exception>
    public static LanePolicies Of(IReadOnlyDictionary<string, LaneOptions> differences, TimeSpan zone)
    {
        ArgumentNullException.ThrowIfNull(differences);
        var policies = Default.In(zone);
        foreach (var (name, options) in differences)
        {
            if (!Lanes.TryParse(name, out var lane))
            {
                throw new InvalidOperationException($"Setting Yixun:Lanes:{name} names no lane.");
            }

            policies = policies.With(options.ApplyTo(policies[lane]));
        }

        return policies;
    }

    public LanePolicy this[Lane lane] => _byLane[(int)lane];

    /// <summary>Null when the lane is open, else when it opens next, in the hospital's zone.</summary>
    public DateTimeOffset? OpensAt(Lane lane, DateTimeOffset now) => this[lane].OpensAt(now.ToOffset(_zone));

    /// <summary>Since when the lane is open, in the hospital's zone; null when it is closed.</summary>
    public DateTimeOffset? OpenSince(Lane lane, DateTimeOffset now) =>
        this[lane].OpenSince(now.ToOffset(_zone));

    /// <summary>A time in the hospital's zone.</summary>
    public DateTimeOffset Local(DateTimeOffset time) => time.ToOffset(_zone);

    /// <summary>The same policies in another zone.</summary>
    public LanePolicies In(TimeSpan zone) => new(_byLane, zone);

    /// <summary>The same policies with one replaced.</summary>
    public LanePolicies With(LanePolicy policy) =>
        new(_byLane.Select(current => current.Lane == policy.Lane ? policy : current), _zone);
}
