using Microsoft.Azure.Functions.Worker;
using Yixun.Functions.Timers;

namespace Yixun.Functions.Signatures;

/// <summary>Ends registrations by the clock.</summary>
public sealed class RegistrationTimer(TimerTurn turn, RegistrationClock clock)
{
    [Function("EndSignatureRegistrations")]
    public async Task Run([TimerTrigger("20 * * * * *")] TimerInfo timer, FunctionContext context)
    {
        if (await turn.TryTakeAsync("signature-registrations", context.CancellationToken))
        {
            await clock.RunAsync(context.CancellationToken);
        }
    }
}
