using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yixun.Data.Partitions;

namespace Yixun.Functions.Timers;

/// <summary>Keeps the months of the message tables: partitions ahead, and what is past retention.</summary>
public sealed partial class PartitionTimerFunctions(
    TimerTurn turn,
    MessagePartitions partitions,
    IOptions<RetentionOptions> options,
    ILogger<PartitionTimerFunctions> logger
)
{
    [Function("KeepPartitions")]
    public async Task Keep([TimerTrigger("50 7 * * * *")] TimerInfo timer, FunctionContext context)
    {
        if (!options.Value.ByTimer || !await turn.TryTakeAsync("keep-partitions", context.CancellationToken))
        {
            return;
        }

        try
        {
            var plan = await partitions.ApplyAsync(context.CancellationToken);
            var dropped = plan.Dropped.ToList();
            if (plan.Missing.Count + dropped.Count > 0)
            {
                LogChanged(new MonthList(plan.Missing), new MonthList(dropped));
            }

            if (plan.Held.Count > 0)
            {
                LogHeld(new MonthList(plan.Held));
            }
        }
        catch (PartitionRightException exception)
        {
            // The watch of alerts sees it too.
            LogRefused(exception);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Partitions made: {Made}; months taken away: {Dropped}"
    )]
    private partial void LogChanged(MonthList made, MonthList dropped);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Months past retention stay because messages of theirs are not over: {Held}"
    )]
    private partial void LogHeld(MonthList held);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The database account may not change partitions; grant it, or run './yixun db partitions --apply' regularly and set Yixun:Retention:ByTimer to false"
    )]
    private partial void LogRefused(Exception exception);

    private readonly record struct MonthList(IEnumerable<MessageMonth> Months)
    {
        public override string ToString() => string.Join(", ", Months);
    }
}
