using System.Threading.Channels;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Yixun.Functions.Runtime.Tests.Queues;

/// <summary>What queue functions did, in order, and what they are told to do.</summary>
public sealed class QueueJournal
{
    private readonly Channel<string> _seen = Channel.CreateUnbounded<string>();
    private int _running;

    /// <summary>Run inside of the function; throws or waits as a test wants.</summary>
    public Func<string, FunctionContext, Task> Work { get; set; } = (_, _) => Task.CompletedTask;

    public int MostAtOnce { get; private set; }

    public void Saw(string what) => Assert.True(_seen.Writer.TryWrite(what));

    public async Task RunAsync(string chunk, FunctionContext context)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
        try
        {
            Saw($"{chunk}#{context.RetryContext.RetryCount}");
            await Work(chunk, context);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public async Task<string[]> TakeAsync(int count)
    {
        var taken = new string[count];
        for (var index = 0; index < count; index++)
        {
            taken[index] = await _seen.Reader.ReadAsync(TestContext.Current.CancellationToken);
        }

        return taken;
    }
}
