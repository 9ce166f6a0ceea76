using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yixun.Core.Alerts;
using Yixun.Core.Ids;
using Yixun.Data.Model;
using Yixun.Functions.Http;
using Yixun.Functions.Records;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Alerts.Delivery;

/// <summary>
/// Tells targets what is due, each at its own pace: one that is away is tried again with growing pauses and holds up no
/// other. What is told of one alert comes in order.
/// </summary>
public sealed partial class AlertCourier(
    IDbContextFactory<YixunDbContext> contexts,
    AlertTargets targets,
    IEnumerable<IAlertSender> senders,
    ReferenceData reference,
    TimeProvider time,
    IOptions<AlertOptions> options,
    ILogger<AlertCourier> logger
)
{
    private const int DueAtOnce = 100;
    private const int TargetsAtOnce = 8;

    /// <summary>What keeps one target busy must not outlast the timer's lease.</summary>
    private const int NoticesOfTarget = 3;

    private readonly Dictionary<AlertTargetKind, IAlertSender> _senders = senders.ToDictionary(sender =>
        sender.Kind
    );

    /// <summary>The sender for a kind of target.</summary>
    public IAlertSender SenderOf(AlertTargetKind kind) => _senders[kind];

    /// <summary>Delivers what is due. One call at a time.</summary>
    public async Task DeliverAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var due = await database
            .AlertDeliveries.Where(delivery => delivery.NextTryAt != null && delivery.NextTryAt <= now)
            .OrderBy(delivery => delivery.NextTryAt)
            .Take(DueAtOnce)
            .ToListAsync(cancellationToken);
        if (due.Count == 0)
        {
            return;
        }

        var alertIds = due.Select(delivery => delivery.AlertId).Distinct().ToList();
        var alerts = await database
            .Alerts.AsNoTracking()
            .Where(alert => alertIds.Contains(alert.Id))
            .ToDictionaryAsync(alert => alert.Id, cancellationToken);
        var history = await database
            .AlertDeliveries.Where(delivery => alertIds.Contains(delivery.AlertId))
            .ToListAsync(cancellationToken);
        var known = await database
            .AlertTargets.AsNoTracking()
            .ToDictionaryAsync(target => target.Id, cancellationToken);
        await Parallel.ForEachAsync(
            due.GroupBy(delivery => delivery.TargetId),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = TargetsAtOnce,
                CancellationToken = cancellationToken,
            },
            async (group, cancellation) =>
            {
                foreach (var delivery in group.OrderBy(delivery => delivery.Id).Take(NoticesOfTarget))
                {
                    await ConsiderAsync(
                        delivery,
                        alerts[delivery.AlertId],
                        known.GetValueOrDefault(delivery.TargetId),
                        history,
                        cancellation
                    );
                }
            }
        );
        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The notice of an alert.</summary>
    public AlertNotice NoticeOf(AlertEntity alert, string id, string occasion)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return new AlertNotice(
            id,
            occasion,
            new AlertNoticeSubject(
                ApiId.Of(alert.Id),
                alert.Kind,
                AlertKinds.NameOf(alert.Kind),
                alert.ChannelId.Length == 0 ? null : alert.ChannelId,
                MessageRecords.NameOf(alert.Severity),
                alert.Detail,
                alert.RaisedAt.ToOffset(reference.Zone),
                alert.ClearedAt?.ToOffset(reference.Zone)
            )
        );
    }

    private async Task ConsiderAsync(
        AlertDeliveryEntity delivery,
        AlertEntity alert,
        AlertTargetEntity? target,
        List<AlertDeliveryEntity> history,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        if (target is not { Enabled: true } || IsStale(delivery, alert, history))
        {
            End(delivery, AlertDeliveryState.Dropped, now);
            return;
        }

        var before = history.Find(earlier =>
            earlier.TargetId == delivery.TargetId
            && earlier.AlertId == delivery.AlertId
            && earlier.Id < delivery.Id
            && earlier.State == AlertDeliveryState.Waiting
        );
        if (before is not null)
        {
            delivery.NextTryAt = before.NextTryAt > now ? before.NextTryAt : now + options.Value.RetryPause;
            return;
        }

        if (
            alert.Severity < AlertSeverity.Critical
            && QuietHours.EndAfter(target.QuietHours, now.ToOffset(reference.Zone)) is { } end
        )
        {
            delivery.NextTryAt = end.ToUniversalTime();
            return;
        }

        await TryAsync(delivery, alert, target, cancellationToken);
    }

    /// <summary>Nobody needs to hear, after quiet hours, of what is over, nor be reminded of it.</summary>
    private static bool IsStale(
        AlertDeliveryEntity delivery,
        AlertEntity alert,
        List<AlertDeliveryEntity> history
    ) =>
        delivery.Occasion switch
        {
            AlertOccasion.Raised => alert.ClearedAt is not null && delivery.Tries == 0,
            AlertOccasion.Reminder => alert.ClearedAt is not null || alert.AcknowledgedAt is not null,
            _ => history.Exists(earlier =>
                earlier.AlertId == delivery.AlertId
                && earlier.TargetId == delivery.TargetId
                && earlier is { Occasion: AlertOccasion.Raised, State: AlertDeliveryState.Dropped }
            ),
        };

    private async Task TryAsync(
        AlertDeliveryEntity delivery,
        AlertEntity alert,
        AlertTargetEntity target,
        CancellationToken cancellationToken
    )
    {
        delivery.Tries++;
        try
        {
            await SenderOf(target.Kind)
                .SendAsync(
                    targets.Open(target),
                    NoticeOf(alert, ApiId.Of(delivery.Id), AlertNotice.NameOf(delivery.Occasion)),
                    cancellationToken
                );
            delivery.LastError = null;
            End(delivery, AlertDeliveryState.Delivered, time.GetUtcNow());
        }
        catch (AlertNotDeliveredException exception)
        {
            PutOff(delivery, exception.Message);
            LogNotDelivered(exception, delivery.AlertId, target.Id, delivery.Tries);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // One target's failure, whatever it is, must not keep the others from being told.
            PutOff(delivery, exception.GetType().Name);
            LogFailed(exception, delivery.AlertId, target.Id);
        }
    }

    private void PutOff(AlertDeliveryEntity delivery, string error)
    {
        var now = time.GetUtcNow();
        delivery.LastError = error;
        if (now - MessageIdGenerator.TimeOf(delivery.Id) >= options.Value.GiveUpAfter)
        {
            End(delivery, AlertDeliveryState.GivenUp, now);
            return;
        }

        var pause = options.Value.RetryPause * Math.Pow(2, Math.Min(delivery.Tries - 1, 20));
        delivery.NextTryAt =
            now + (pause < options.Value.MaximumRetryPause ? pause : options.Value.MaximumRetryPause);
    }

    private static void End(AlertDeliveryEntity delivery, AlertDeliveryState state, DateTimeOffset now)
    {
        delivery.State = state;
        delivery.NextTryAt = null;
        delivery.DoneAt = now;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Target {TargetId} was not told of alert {AlertId} in try {Attempt}"
    )]
    private partial void LogNotDelivered(Exception exception, long alertId, long targetId, int attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "Telling target {TargetId} of alert {AlertId} failed")]
    private partial void LogFailed(Exception exception, long alertId, long targetId);
}
