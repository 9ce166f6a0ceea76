using Microsoft.Azure.Functions.Worker;
using Yixun.Functions.Alerts.Delivery;
using Yixun.Functions.Timers;

namespace Yixun.Functions.Alerts;

/// <summary>Looks for what is wrong, and tells those who want to know. Each takes its turn by a lease.</summary>
public sealed class AlertTimerFunctions(
    TimerTurn turn,
    AlertWatch watch,
    AlertCourier courier,
    AlertKeeper keeper
)
{
    [Function("WatchAlerts")]
    public async Task Watch([TimerTrigger("*/10 * * * * *")] TimerInfo timer, FunctionContext context)
    {
        if (await turn.TryTakeAsync("watch-alerts", context.CancellationToken))
        {
            await watch.LookAsync(context.CancellationToken);
        }
    }

    [Function("DeliverAlerts")]
    public async Task Deliver([TimerTrigger("*/2 * * * * *")] TimerInfo timer, FunctionContext context)
    {
        if (await turn.TryTakeAsync("deliver-alerts", context.CancellationToken))
        {
            await courier.DeliverAsync(context.CancellationToken);
        }
    }

    [Function("TidyAlerts")]
    public async Task Tidy([TimerTrigger("40 */10 * * * *")] TimerInfo timer, FunctionContext context)
    {
        if (await turn.TryTakeAsync("tidy-alerts", context.CancellationToken))
        {
            await keeper.TidyAsync(context.CancellationToken);
        }
    }
}
