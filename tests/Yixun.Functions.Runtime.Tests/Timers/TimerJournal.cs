using System.Threading.Channels;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Yixun.Functions.Runtime.Tests.Timers;

/// <summary>Runs of a timer function; each waits until the test lets it end.</summary>
public sealed class TimerJournal
{
    private readonly Channel<(TimerInfo Timer, TaskCompletionSource End)> _runs = Channel.CreateUnbounded<(
        TimerInfo,
        TaskCompletionSource
    )>();

    public int Pending => _runs.Reader.Count;

    public async Task RunAsync(TimerInfo timer)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(_runs.Writer.TryWrite((timer, end)));
        await end.Task;
    }

    public async Task<(TimerInfo Timer, TaskCompletionSource End)> NextAsync() =>
        await _runs.Reader.ReadAsync(TestContext.Current.CancellationToken);
}
