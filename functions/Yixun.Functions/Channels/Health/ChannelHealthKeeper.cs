using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yixun.Core.Channels.Health;
using Yixun.Core.Ids;
using Yixun.Data.Model;
using Yixun.Functions.Health;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Channels.Health;

/// <summary>
/// Judges the channels of the site and keeps the outcome: the share of each, why, and an event for every decision. One
/// process at a time does it; what it remembers between two looks another one finds again within some looks.
/// </summary>
public sealed partial class ChannelHealthKeeper(
    IDbContextFactory<YixunDbContext> contexts,
    ChannelObservations observations,
    ReferenceData reference,
    MessageIdGenerator ids,
    RoadMetrics metrics,
    TimeProvider time,
    IOptions<HealthThresholds> options,
    ILogger<ChannelHealthKeeper> logger
)
{
    private const string System = "system";
    private const int MaximumTries = 5;
    private static readonly string[] LossKinds = ["receipt_loss", "receipt_back"];

    private readonly ChannelHealthJudge _judge = new(options.Value);
    private long? _judgedAt;

    /// <summary>Judges, unless that was done less than the interval ago.</summary>
    /// <returns>How many decisions there were.</returns>
    public async Task<int> JudgeAsync(CancellationToken cancellationToken)
    {
        if (_judgedAt is { } last && time.GetElapsedTime(last) < options.Value.Interval)
        {
            return 0;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var channels = await context
            .Channels.Where(channel => channel.Enabled)
            .ToListAsync(cancellationToken);
        if (_judgedAt is null)
        {
            await RecallLossesAsync(context, cancellationToken);
        }

        _judgedAt = time.GetTimestamp();
        var now = time.GetUtcNow();
        var decisions = _judge.Judge(
            await observations.ReadAsync(context, channels, now, cancellationToken),
            now
        );
        if (decisions.Count > 0)
        {
            await KeepAsync(context, channels, decisions, now, cancellationToken);
        }

        return decisions.Count;
    }

    /// <summary>Whose reports were lost when another process looked last.</summary>
    private async Task RecallLossesAsync(YixunDbContext context, CancellationToken cancellationToken)
    {
        var latest = await context
            .ChannelEvents.AsNoTracking()
            .Where(happened => LossKinds.Contains(happened.Kind))
            .GroupBy(happened => happened.ChannelId)
            .Select(events => events.Max(happened => happened.Id))
            .ToListAsync(cancellationToken);
        var lost = await context
            .ChannelEvents.AsNoTracking()
            .Where(happened => latest.Contains(happened.Id) && happened.Kind == LossKinds[0])
            .Select(happened => happened.ChannelId)
            .ToListAsync(cancellationToken);
        lost.ForEach(_judge.RememberLoss);
    }

    private async Task KeepAsync(
        YixunDbContext context,
        List<ChannelEntity> channels,
        IReadOnlyList<HealthDecision> decisions,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var shifts = decisions
            .Where(decision =>
                decision.From != decision.To
                && (options.Value.AutomaticShift || decision.Cause == HealthCause.ShiftOff)
            )
            .ToDictionary(decision => decision.Observation.Id);
        foreach (var channel in channels)
        {
            Shift(channel);
        }

        foreach (var decision in decisions)
        {
            var (id, kind, detail) = (
                decision.Observation.Id,
                HealthTexts.KindOf(decision),
                HealthTexts.Of(decision, options.Value)
            );
            context.ChannelEvents.Add(
                new ChannelEventEntity
                {
                    Id = ids.Next(),
                    ChannelId = id,
                    At = now,
                    Kind = kind,
                    Detail = detail,
                    By = System,
                }
            );
            metrics.HealthEvents.WithLabels(id, kind).Inc();
            LogDecided(id, decision.Cause, decision.From, decision.To);
        }

        for (var tried = 1; ; tried++)
        {
            try
            {
                await context.SaveChangesAsync(cancellationToken);
                break;
            }
            catch (DbUpdateConcurrencyException exception) when (tried < MaximumTries)
            {
                // Somebody changed a channel meanwhile: their change stays, and the share goes on top of it.
                foreach (var entry in exception.Entries)
                {
                    await entry.ReloadAsync(cancellationToken);
                    if (entry is { State: not EntityState.Detached, Entity: ChannelEntity channel })
                    {
                        Shift(channel);
                    }
                }
            }
        }

        if (shifts.Count > 0)
        {
            await reference.ReloadRoutesAsync(cancellationToken);
        }

        void Shift(ChannelEntity channel)
        {
            if (shifts.TryGetValue(channel.Id, out var decision))
            {
                channel.HealthShare = decision.To;
                channel.HealthReason = decision.To == 100 ? null : HealthTexts.Of(decision, options.Value);
                channel.HealthChangedAt = now;
                channel.Revision++;
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Channel {ChannelId}: {Cause}, share from {From} to {To}"
    )]
    private partial void LogDecided(string channelId, HealthCause cause, int from, int to);
}
