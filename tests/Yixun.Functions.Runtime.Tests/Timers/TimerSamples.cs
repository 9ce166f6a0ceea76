using Microsoft.Azure.Functions.Worker;

namespace Yixun.Functions.Runtime.Tests.Timers;

/// <summary>Timer functions that hand their information to a test.</summary>
public static class TimerSamples
{
    public sealed class EveryMinute(TimerJournal journal)
    {
        [Function("minute")]
        public Task Run([TimerTrigger("0 * * * * *", UseMonitor = true)] TimerInfo timer) =>
            journal.RunAsync(timer);
    }

    public sealed class AtStart(TimerJournal journal)
    {
        [Function("at-start")]
        public Task Run([TimerTrigger("%Nightly%", RunOnStartup = true)] TimerInfo timer) =>
            journal.RunAsync(timer);
    }
}
