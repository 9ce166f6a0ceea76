using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yixun.Core.Alerts;
using Yixun.Core.Ids;
using Yixun.Data.Model;

namespace Yixun.Functions.Alerts;

/// <summary>
/// Turns conditions into alerts: raises what lasts, clears what has been gone for a while, reminds of what nobody has
/// acknowledged. What lasts how long is remembered by the process that holds the timer's lease; another one that takes
/// over begins to count anew.
/// </summary>
public sealed partial class AlertWatch(
    AlertSituationReader reader,
    IEnumerable<IAlertCondition> conditions,
    IDbContextFactory<YixunDbContext> contexts,
    MessageIdGenerator ids,
    IOptions<AlertOptions> options,
    ILogger<AlertWatch> logger
)
{
    private readonly Dictionary<(string Kind, string ChannelId), DateTimeOffset> _foundSince = [];
    private readonly Dictionary<(string Kind, string ChannelId), DateTimeOffset> _goneSince = [];

    /// <summary>Looks once. One call at a time.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var situation = await reader.ReadAsync(cancellationToken);
        var findings = conditions
            .SelectMany(condition => condition.Find(situation))
            .ToDictionary(finding => (finding.Kind, finding.ChannelId));
        var unknown = conditions
            .Where(condition => !condition.IsKnown(situation))
            .Select(condition => condition.Kind)
            .ToHashSet(StringComparer.Ordinal);
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var open = await database
            .Alerts.Where(alert => alert.ClearedAt == null)
            .ToDictionaryAsync(alert => (alert.Kind, alert.ChannelId), cancellationToken);
        var targets = await database
            .AlertTargets.AsNoTracking()
            .Where(target => target.Enabled)
            .ToListAsync(cancellationToken);
        var now = situation.Now.ToUniversalTime();
        foreach (var (key, finding) in findings)
        {
            _goneSince.Remove(key);
            if (open.TryGetValue(key, out var alert))
            {
                await GoOnAsync(database, alert, finding, targets, now, cancellationToken);
            }
            else if (HasLasted(key, finding, now))
            {
                Raise(database, finding, targets, now);
            }
        }

        foreach (var key in _foundSince.Keys.Where(key => !findings.ContainsKey(key)).ToList())
        {
            _foundSince.Remove(key);
        }

        foreach (var (key, alert) in open)
        {
            if (!findings.ContainsKey(key) && !unknown.Contains(key.Kind) && IsOver(key, now))
            {
                await ClearAsync(database, alert, now, cancellationToken);
            }
        }

        await database.SaveChangesAsync(cancellationToken);
    }

    private bool HasLasted((string, string) key, AlertFinding finding, DateTimeOffset now)
    {
        if (!_foundSince.TryGetValue(key, out var since))
        {
            _foundSince[key] = since = finding.Since ?? now;
        }

        return now - since >= finding.RaiseAfter;
    }

    private bool IsOver((string, string) key, DateTimeOffset now)
    {
        if (!_goneSince.TryGetValue(key, out var since))
        {
            _goneSince[key] = since = now;
        }

        return now - since >= options.Value.ClearAfter;
    }

    private void Raise(
        YixunDbContext database,
        AlertFinding finding,
        List<AlertTargetEntity> targets,
        DateTimeOffset now
    )
    {
        var alert = new AlertEntity
        {
            Id = ids.Next(),
            Kind = finding.Kind,
            ChannelId = finding.ChannelId,
            Severity = finding.Severity,
            RaisedAt = now,
            RemindedAt = now,
            Detail = finding.Detail,
        };
        database.Alerts.Add(alert);
        Tell(database, alert, AlertOccasion.Raised, targets.Where(target => Wants(target, alert)), now);
        LogRaised(finding.Kind, finding.ChannelId);
    }

    private async Task GoOnAsync(
        YixunDbContext database,
        AlertEntity alert,
        AlertFinding finding,
        List<AlertTargetEntity> targets,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        alert.Detail = finding.Detail;
        if (finding.Severity > alert.Severity)
        {
            alert.Severity = finding.Severity;
            // Those that did not want to hear of it while it was less bad.
            var told = await ToldAsync(database, alert, cancellationToken);
            Tell(
                database,
                alert,
                AlertOccasion.Raised,
                targets.Where(target => Wants(target, alert) && !told.Contains(target.Id)),
                now
            );
        }

        if (alert.AcknowledgedAt is null && now - alert.RemindedAt >= options.Value.ReminderEvery)
        {
            alert.RemindedAt = now;
            Tell(database, alert, AlertOccasion.Reminder, targets.Where(target => Wants(target, alert)), now);
        }
    }

    private async Task ClearAsync(
        YixunDbContext database,
        AlertEntity alert,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        alert.ClearedAt = now;
        _goneSince.Remove((alert.Kind, alert.ChannelId));
        var told = await ToldAsync(database, alert, cancellationToken);
        foreach (var targetId in told)
        {
            database.AlertDeliveries.Add(New(alert, targetId, AlertOccasion.Cleared, now));
        }

        LogCleared(alert.Kind, alert.ChannelId);
    }

    /// <summary>Targets that were told that it was raised, or will be.</summary>
    private static Task<List<long>> ToldAsync(
        YixunDbContext database,
        AlertEntity alert,
        CancellationToken cancellationToken
    ) =>
        database
            .AlertDeliveries.Where(delivery =>
                delivery.AlertId == alert.Id
                && delivery.Occasion == AlertOccasion.Raised
                && delivery.State != AlertDeliveryState.Dropped
            )
            .Select(delivery => delivery.TargetId)
            .Distinct()
            .ToListAsync(cancellationToken);

    private void Tell(
        YixunDbContext database,
        AlertEntity alert,
        AlertOccasion occasion,
        IEnumerable<AlertTargetEntity> targets,
        DateTimeOffset now
    ) =>
        database.AlertDeliveries.AddRange(
            targets.Select(target => New(alert, target.Id, occasion, now)).ToList()
        );

    private AlertDeliveryEntity New(
        AlertEntity alert,
        long targetId,
        AlertOccasion occasion,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = ids.Next(),
            AlertId = alert.Id,
            TargetId = targetId,
            Occasion = occasion,
            NextTryAt = now,
        };

    private static bool Wants(AlertTargetEntity target, AlertEntity alert) =>
        alert.Severity >= target.MinimumSeverity
        && (target.Kinds.Length == 0 || target.Kinds.Split(',').Contains(alert.Kind));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alert {Kind} is raised for channel {ChannelId}")]
    private partial void LogRaised(string kind, string channelId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Alert {Kind} is cleared for channel {ChannelId}")]
    private partial void LogCleared(string kind, string channelId);
}
