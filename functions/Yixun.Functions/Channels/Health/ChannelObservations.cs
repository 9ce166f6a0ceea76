using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yixun.Core.Channels.Health;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;
using Yixun.Data.Model;

namespace Yixun.Functions.Channels.Health;

/// <summary>Puts together what all daemon processes wrote about the channels.</summary>
public sealed class ChannelObservations(IOptions<HealthThresholds> options)
{
    /// <summary>Observes channels at one moment.</summary>
    public async Task<IReadOnlyList<ChannelObservation>> ReadAsync(
        YixunDbContext context,
        IReadOnlyList<ChannelEntity> channels,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        var thresholds = options.Value;
        var fresh = now - thresholds.StateAge;
        var states = (
            await context
                .ChannelStates.AsNoTracking()
                .Where(state => state.UpdatedAt >= fresh)
                .ToListAsync(cancellationToken)
        ).ToLookup(state => state.ChannelId);
        var oldest = MinuteOf(
            now - new[] { thresholds.SlowWindow, thresholds.ErrorWindow, thresholds.LossWindow }.Max()
        );
        var minutes = (
            await context
                .ChannelMinutes.AsNoTracking()
                .Where(minute => minute.Minute >= oldest)
                .ToListAsync(cancellationToken)
        ).ToLookup(minute => minute.ChannelId);
        return
        [
            .. channels.Select(channel =>
                Observe(channel, [.. states[channel.Id]], [.. minutes[channel.Id]], now)
            ),
        ];
    }

    private ChannelObservation Observe(
        ChannelEntity channel,
        ChannelStateEntity[] states,
        ChannelMinuteEntity[] minutes,
        DateTimeOffset now
    )
    {
        var thresholds = options.Value;
        // A process that ended hears no reports any more: its segments would look as if theirs were missing.
        var live = states.Select(state => state.Owner).ToHashSet();
        var whole = minutes.Where(minute => live.Contains(minute.Owner) && IsWhole(minute, now)).ToArray();
        var slow = whole.Where(minute => StartOf(minute) >= now - thresholds.SlowWindow).ToArray();
        var errors = minutes
            .Where(minute => minute.Minute >= MinuteOf(now - thresholds.ErrorWindow))
            .ToArray();
        var loss = MinuteOf(now - thresholds.LossWindow);
        var codes = thresholds.MessageCodesOf(channel.Protocol);
        return new ChannelObservation
        {
            Id = channel.Id,
            Kind = channel.Kind,
            Carriers =
            [
                .. channel
                    .Carriers.Split(',', StringSplitOptions.RemoveEmptyEntries)
                    .Select(Enum.Parse<Carrier>),
            ],
            TakesTraffic = channel is { Mode: ChannelMode.Running, Weight: > 0 },
            Share = channel.HealthShare,
            ShareChangedAt = channel.HealthChangedAt,
            Bound = states.Sum(state => state.Bound),
            UnboundSince = states.Length == 0 ? null : states.Max(state => state.DownSince),
            Error = states.FirstOrDefault(state => state.Error is not null)?.Error,
            Awaited = slow.Sum(minute => minute.Accepted - minute.Forgotten),
            InTime = slow.Sum(minute => minute.ReportedInTime),
            Answers = errors.Sum(minute => minute.Accepted + minute.Rejected + minute.Uncertain),
            Errors = errors.Sum(minute => minute.Uncertain + ChannelRefusals(minute, codes)),
            LossAccepted = whole.Where(minute => minute.Minute >= loss).Sum(minute => minute.Accepted),
            LossReports = minutes.Where(minute => minute.Minute >= loss).Sum(minute => minute.Reports),
        };
    }

    /// <summary>Everything accepted in it is old enough for a late report, and that has been written.</summary>
    private bool IsWhole(ChannelMinuteEntity minute, DateTimeOffset now) =>
        StartOf(minute).AddMinutes(1) + options.Value.SlowReport + options.Value.FigureDelay <= now;

    private static int ChannelRefusals(ChannelMinuteEntity minute, IReadOnlySet<string> messageCodes)
    {
        if (minute.Rejected == 0 || messageCodes.Count == 0)
        {
            return minute.Rejected;
        }

        var codes = JsonSerializer.Deserialize<Dictionary<string, int>>(minute.ResponsesByCode)!;
        return Math.Max(
            0,
            minute.Rejected - codes.Where(code => messageCodes.Contains(code.Key)).Sum(code => code.Value)
        );
    }

    private static DateTimeOffset StartOf(ChannelMinuteEntity minute) =>
        DateTimeOffset.FromUnixTimeSeconds(minute.Minute * 60L);

    private static int MinuteOf(DateTimeOffset time) => (int)(time.ToUnixTimeSeconds() / 60);
}
