using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Yixun.Data.Leases;
using Yixun.Data.Model;
using Yixun.Messaging;
using Yixun.Messaging.Transport;

namespace Yixun.Hosting;

/// <summary>
/// Waits for what a process can't serve without: the database with its present schema, and the broker with the queues.
/// Making them is the work of <c>./yixun db migrate</c> and <c>./yixun topology declare</c>.
/// </summary>
public sealed partial class PlatformWait(
    IDbContextFactory<YixunDbContext> contexts,
    IQueueTopology topology,
    NodeLease lease,
    TimeProvider time,
    ILogger<PlatformWait> logger
)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Returns once everything is there and this process has its node number.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        await UntilAsync(MissingInDatabaseAsync, cancellationToken);
        await UntilAsync(MissingAtBrokerAsync, cancellationToken);
        await lease.TakeAsync(cancellationToken);
    }

    /// <summary>Gives the node number back, so that claims left open are settled at once; best effort.</summary>
    public async Task LeaveAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(3));
            await lease.GiveBackAsync(limit.Token);
        }
        catch (Exception exception)
        {
            // It ends by itself.
            LogNotGivenBack(exception);
        }
    }

    private async Task UntilAsync(
        Func<CancellationToken, Task<string?>> missing,
        CancellationToken cancellationToken
    )
    {
        string? told = null;
        while (true)
        {
            string? reason;
            try
            {
                reason = await missing(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                reason = exception.Message;
            }

            if (reason is null)
            {
                return;
            }

            if (reason != told)
            {
                LogWaiting(reason);
                told = reason;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<string?> MissingInDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
        return pending == 0
            ? null
            : $"the database lacks {pending} migrations ('./yixun db migrate' applies them)";
    }

    private async Task<string?> MissingAtBrokerAsync(CancellationToken cancellationToken)
    {
        foreach (var queue in QueueNames.Fixed.Concat(QueueNames.RetryDelays.Select(QueueNames.Retry)))
        {
            if (await topology.GetStatusAsync(queue, cancellationToken) is null)
            {
                return $"the broker lacks queue {queue} ('./yixun topology declare' declares it)";
            }
        }

        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting: {Reason}")]
    private partial void LogWaiting(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The node number could not be given back")]
    private partial void LogNotGivenBack(Exception exception);
}
