using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NCrontab;
using Yixun.Functions.Runtime.Discovery;
using Yixun.Functions.Runtime.Invocation;

namespace Yixun.Functions.Runtime.Timers;

/// <summary>
/// Runs one timer function on its schedule, read in the host's local zone. Runs never overlap: what became due during a
/// run follows it once, as past due.
/// </summary>
internal sealed partial class TimerFunctionLoop(
    TimerFunctionTrigger trigger,
    FunctionRunner runner,
    TimeProvider time,
    ILogger<TimerFunctionLoop> logger
)
{
    /// <summary>A run that begins this much after its time is past due.</summary>
    private static readonly TimeSpan Punctual = TimeSpan.FromSeconds(1);

    /// <summary>A timer can't wait for longer than 49 days at once, and clocks are set.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly CrontabSchedule _schedule = TimerSchedule.Parse(trigger.Schedule);

    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        runner.Activity.Listening();
        try
        {
            var last = default(DateTime);
            var next = Next(Now);
            if (trigger.RunOnStartup)
            {
                await InvokeAsync(last, next, isPastDue: false, aborting).ConfigureAwait(false);
            }

            while (true)
            {
                await WaitAsync(next, stopping).ConfigureAwait(false);
                var due = next;
                var late = Now - due >= Punctual;
                next = Next(Now > due ? Now : due);
                await InvokeAsync(last, next, late, aborting).ConfigureAwait(false);
                last = due;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Stopped(runner.Function.Definition.Name);
        }
        finally
        {
            runner.Activity.Stopped();
        }
    }

    private DateTime Now => time.GetLocalNow().DateTime;

    private DateTime Next(DateTime after) => _schedule.GetNextOccurrence(after);

    private async Task WaitAsync(DateTime due, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        for (var left = due - Now; left > TimeSpan.Zero; left = due - Now)
        {
            await Task.Delay(left < LongestWait ? left : LongestWait, time, stopping).ConfigureAwait(false);
        }
    }

    private async Task InvokeAsync(DateTime last, DateTime next, bool isPastDue, CancellationToken aborting)
    {
        var info = new TimerInfo
        {
            IsPastDue = isPastDue,
            ScheduleStatus = new ScheduleStatus
            {
                Last = last,
                Next = next,
                LastUpdated = Now,
            },
        };
        try
        {
            await runner
                .RunAsync(new RunningContext(runner.Function, aborting) { Timer = info })
                .ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Failed(exception, runner.Function.Definition.Name);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Function {Function} failed; it runs again when it is due")]
    private partial void Failed(Exception exception, string function);

    [LoggerMessage(2, LogLevel.Debug, "Function {Function} is not run any more")]
    private partial void Stopped(string function);
}
