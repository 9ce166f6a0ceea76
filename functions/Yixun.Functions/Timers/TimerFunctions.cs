using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yixun.Data.Model;
using Yixun.Data.Store;
using Yixun.Functions.Dispatch;
using Yixun.Functions.Health;
using Yixun.Functions.Hosting;
using Yixun.Functions.Inbound;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Timers;

/// <summary>What runs by the clock. Each takes its turn by a lease; each may be late or run twice without harm.</summary>
public sealed partial class TimerFunctions(
    TimerTurn turn,
    Sweeper sweeper,
    IMessageStore store,
    InboundReceiver inbound,
    QueuedBlocks queued,
    ReferenceData reference,
    IDbContextFactory<YixunDbContext> contexts,
    RoadMetrics metrics,
    TimeProvider time,
    IOptions<YixunOptions> options,
    ILogger<TimerFunctions> logger
)
{
    private const int ParkedLimit = 1_000;

    [Function("ReleaseDue")]
    public async Task ReleaseDue([TimerTrigger("*/1 * * * * *")] TimerInfo timer, FunctionContext context)
    {
        if (await turn.TryTakeAsync("release-due", context.CancellationToken))
        {
            await sweeper.ReleaseDueAsync(context.CancellationToken);
        }
    }

    [Function("Sweep")]
    public async Task Sweep([TimerTrigger("*/1 * * * * *")] TimerInfo timer, FunctionContext context)
    {
        if (await turn.TryTakeAsync("sweep", context.CancellationToken))
        {
            await sweeper.SweepAsync(options.Value.SweepAge, context.CancellationToken);
        }
    }

    /// <summary>Looks at every claim, so not every second: a dead process keeps its lease for longer than this anyway.</summary>
    [Function("RecoverClaims")]
    public async Task RecoverClaims([TimerTrigger("*/5 * * * * *")] TimerInfo timer, FunctionContext context)
    {
        if (await turn.TryTakeAsync("recover-claims", context.CancellationToken))
        {
            await sweeper.RecoverClaimsAsync(context.CancellationToken);
        }
    }

    [Function("BlockQueued")]
    public async Task BlockQueued([TimerTrigger("*/5 * * * * *")] TimerInfo timer, FunctionContext context)
    {
        if (await turn.TryTakeAsync("block-queued", context.CancellationToken))
        {
            await queued.RepeatAsync(context.CancellationToken);
        }
    }

    [Function("MarkUnknown")]
    public async Task MarkUnknown([TimerTrigger("15 * * * * *")] TimerInfo timer, FunctionContext context)
    {
        if (await turn.TryTakeAsync("mark-unknown", context.CancellationToken))
        {
            await sweeper.MarkUnknownAsync(context.CancellationToken);
        }
    }

    [Function("RetryParkedReports")]
    public async Task RetryParked([TimerTrigger("*/2 * * * * *")] TimerInfo timer, FunctionContext context)
    {
        if (await turn.TryTakeAsync("parked-reports", context.CancellationToken))
        {
            var (matched, givenUp) = await store.RetryParkedReportsAsync(
                ParkedLimit,
                options.Value.ReportWait,
                time.GetUtcNow(),
                context.CancellationToken
            );
            metrics.Reports.WithLabels("matched_later").Inc(matched);
            metrics.Reports.WithLabels("unmatched").Inc(givenUp);
            if (givenUp > 0)
            {
                LogReportsGivenUp(givenUp);
            }
        }
    }

    [Function("CloseOverdueReplies")]
    public async Task CloseOverdueReplies(
        [TimerTrigger("30 * * * * *")] TimerInfo timer,
        FunctionContext context
    )
    {
        if (await turn.TryTakeAsync("overdue-replies", context.CancellationToken))
        {
            await inbound.CloseOverdueAsync(context.CancellationToken);
        }
    }

    [Function("EndSessions")]
    public async Task EndSessions([TimerTrigger("45 */5 * * * *")] TimerInfo timer, FunctionContext context)
    {
        if (await turn.TryTakeAsync("end-sessions", context.CancellationToken))
        {
            var now = time.GetUtcNow();
            await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
            database.StaffSessions.RemoveRange(
                await database
                    .StaffSessions.Where(session => session.ExpiresAt < now)
                    .ToListAsync(context.CancellationToken)
            );
            await database.SaveChangesAsync(context.CancellationToken);
        }
    }

    /// <summary>Sees what other processes changed; every process for itself.</summary>
    [Function("RefreshReferenceData")]
    public Task RefreshReferenceData(
        [TimerTrigger("*/20 * * * * *")] TimerInfo timer,
        FunctionContext context
    ) => reference.FollowAsync(context.CancellationToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} status reports never found their message")]
    private partial void LogReportsGivenUp(int count);
}
