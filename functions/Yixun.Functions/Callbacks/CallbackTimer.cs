using Microsoft.Azure.Functions.Worker;
using Yixun.Functions.Inbound;
using Yixun.Functions.Timers;

namespace Yixun.Functions.Callbacks;

/// <summary>What follows from replies, by the clock.</summary>
public sealed class CallbackTimer(TimerTurn turn, CallbackDelivery delivery, AutoReplies autoReplies)
{
    [Function("DeliverCallbacks")]
    public async Task Deliver([TimerTrigger("*/1 * * * * *")] TimerInfo timer, FunctionContext context)
    {
        if (await turn.TryTakeAsync("callbacks", context.CancellationToken))
        {
            await delivery.StartDueAsync(context.CancellationToken);
        }
    }

    [Function("SubmitAutoReplies")]
    public async Task SubmitAutoReplies(
        [TimerTrigger("*/1 * * * * *")] TimerInfo timer,
        FunctionContext context
    )
    {
        if (await turn.TryTakeAsync("auto-replies", context.CancellationToken))
        {
            await autoReplies.SubmitPendingAsync(context.CancellationToken);
        }
    }
}
