using Microsoft.Azure.Functions.Worker;
using Yixun.Functions.Timers;

namespace Yixun.Functions.Channels;

/// <summary>Looks for tests that <c>./yixun channels test</c> asked for.</summary>
public sealed class ChannelTestTimerFunctions(TimerTurn turn, RequestedChannelTests tests)
{
    [Function("RunChannelTests")]
    public async Task Run([TimerTrigger("*/1 * * * * *")] TimerInfo timer, FunctionContext context)
    {
        if (await turn.TryTakeAsync("channel-tests", context.CancellationToken))
        {
            await tests.RunAsync(context.CancellationToken);
        }
    }

    [Function("ForgetChannelTests")]
    public async Task Forget([TimerTrigger("20 30 * * * *")] TimerInfo timer, FunctionContext context)
    {
        if (await turn.TryTakeAsync("forget-channel-tests", context.CancellationToken))
        {
            await tests.ForgetAsync(context.CancellationToken);
        }
    }
}
