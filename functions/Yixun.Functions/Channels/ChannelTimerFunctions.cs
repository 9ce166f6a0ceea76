using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yixun.Core.Channels.Health;
using Yixun.Data.Model;
using Yixun.Functions.Channels.Failover;
using Yixun.Functions.Channels.Health;
using Yixun.Functions.Reference;
using Yixun.Functions.Timers;

namespace Yixun.Functions.Channels;

/// <summary>Supervision of the channels by the clock.</summary>
public sealed class ChannelTimerFunctions(
    TimerTurn turn,
    ReferenceData reference,
    ChannelHealthKeeper health,
    Rerouter rerouter,
    IDbContextFactory<YixunDbContext> contexts,
    IOptions<HealthThresholds> options,
    TimeProvider time
)
{
    /// <summary>Rows that one turn removes.</summary>
    private const int TidyLimit = 5_000;

    private static readonly TimeSpan StateKept = TimeSpan.FromMinutes(10);

    /// <summary>Sees within a second what another process changed of a channel; every process for itself.</summary>
    [Function("FollowChannels")]
    public Task FollowChannels([TimerTrigger("*/1 * * * * *")] TimerInfo timer, FunctionContext context) =>
        reference.FollowChannelsAsync(context.CancellationToken);

    /// <summary>Every second, so that <c>Yixun:Health:Interval</c> alone says how often; mostly it does nothing.</summary>
    [Function("JudgeChannels")]
    public async Task JudgeChannels([TimerTrigger("*/1 * * * * *")] TimerInfo timer, FunctionContext context)
    {
        if (await turn.TryTakeAsync("judge-channels", context.CancellationToken))
        {
            await health.JudgeAsync(context.CancellationToken);
        }
    }

    [Function("RerouteWaiting")]
    public async Task RerouteWaiting([TimerTrigger("*/1 * * * * *")] TimerInfo timer, FunctionContext context)
    {
        if (await turn.TryTakeAsync("reroute-waiting", context.CancellationToken))
        {
            await rerouter.RunAsync(context.CancellationToken);
        }
    }

    /// <summary>Removes what processes that ended said of their channels, and minutes that are old enough.</summary>
    [Function("TidyChannels")]
    public async Task TidyChannels([TimerTrigger("20 */10 * * * *")] TimerInfo timer, FunctionContext context)
    {
        if (!await turn.TryTakeAsync("tidy-channels", context.CancellationToken))
        {
            return;
        }

        var now = time.GetUtcNow();
        var silent = now - StateKept;
        var oldest = (int)((now - options.Value.KeepMinutes).ToUnixTimeSeconds() / 60);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        database.ChannelStates.RemoveRange(
            await database
                .ChannelStates.Where(state => state.UpdatedAt < silent)
                .ToListAsync(context.CancellationToken)
        );
        database.ChannelMinutes.RemoveRange(
            await database
                .ChannelMinutes.Where(minute => minute.Minute < oldest)
                .Take(TidyLimit)
                .ToListAsync(context.CancellationToken)
        );
        await database.SaveChangesAsync(context.CancellationToken);
    }
}
