using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yixun.Coordination;
using Yixun.Core.Messages;
using Yixun.Core.Signatures;
using Yixun.Data.Channels;
using Yixun.Data.Model;
using Yixun.Data.Partitions;
using Yixun.Functions.Alerts.Conditions;
using Yixun.Functions.Health;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Alerts;

/// <summary>Reads what conditions look at: small tables, and a bounded sample of the queued messages.</summary>
public sealed class AlertSituationReader(
    IDbContextFactory<YixunDbContext> contexts,
    ChannelLoad load,
    ReferenceData reference,
    DeadLetterReader deadLetters,
    ISharing sharing,
    MessagePartitions partitions,
    TimeProvider time,
    IOptions<AlertOptions> options
)
{
    public async Task<AlertSituation> ReadAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var now = time.GetUtcNow();
        var heardSince = now - settings.StateAge;
        var window =
            settings.ReportWindow > settings.FlowControlWindow
                ? settings.ReportWindow
                : settings.FlowControlWindow;
        var firstMinute = (int)((now - window - settings.ReportGrace).ToUnixTimeSeconds() / 60);
        var soon = now + RegistrationStates.WarningTime;
        var lately = now - SignatureExpiryCondition.ShownAfterEnd;
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return new AlertSituation
        {
            Now = now.ToOffset(reference.Zone),
            RedisLostSince = sharing.LostSince,
            Open = Lanes
                .All.Select(lane => (Lane: lane, Since: reference.Lanes.OpenSince(lane, now)))
                .Where(lane => lane.Since is not null)
                .ToDictionary(lane => lane.Lane, lane => lane.Since!.Value),
            Channels = await database
                .Channels.AsNoTracking()
                .OrderBy(channel => channel.Id)
                .ToListAsync(cancellationToken),
            States = await database
                .ChannelStates.AsNoTracking()
                .Where(state => state.UpdatedAt >= heardSince)
                .ToListAsync(cancellationToken),
            Minutes = await database
                .ChannelMinutes.AsNoTracking()
                .Where(minute => minute.Minute >= firstMinute)
                .ToListAsync(cancellationToken),
            Ending = await database
                .SignatureRegistrations.AsNoTracking()
                .Where(row =>
                    (
                        row.State == RegistrationState.Registered
                        || (row.State == RegistrationState.Expired && row.ExpiresAt > lately)
                    )
                    && row.ExpiresAt <= soon
                )
                .ToListAsync(cancellationToken),
            DeadLetters = await deadLetters.ReadAsync(cancellationToken),
            MissingMonths =
            [
                .. (await partitions.MissingAsync(cancellationToken)).Select(month => month.ToString()),
            ],
            MayPartition = await partitions.MayChangeAsync(cancellationToken),
            // Twice what is too much for one lane of one channel: it shows past others that wait too.
            Queued = await load.ReadQueuedAsync(settings.BacklogMessages * 2, cancellationToken),
        };
    }
}
