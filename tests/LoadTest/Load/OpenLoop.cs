using System.Diagnostics;

namespace Yixun.LoadTest.Load;

/// <summary>
/// Starts requests at fixed moments, whether earlier ones were answered or not (up to a number of them at a time; what has
/// to wait for its turn has its waiting counted, because latency counts from the intended moment).
/// </summary>
internal static class OpenLoop
{
    /// <summary>Runs for a time and waits for the last answers.</summary>
    /// <param name="rate">Requests a second.</param>
    /// <param name="concurrency">Requests unanswered at a time, at most.</param>
    /// <param name="request">Gets its number, from 0, and its intended moment.</param>
    /// <exception cref="InvalidOperationException">A request failed.</exception>
    public static async Task RunAsync(
        double rate,
        TimeSpan duration,
        int concurrency,
        Func<long, DateTimeOffset, CancellationToken, Task> request,
        CancellationToken cancellationToken
    )
    {
        var count = (long)(rate * duration.TotalSeconds);
        var begin = DateTimeOffset.UtcNow;
        var clock = Stopwatch.StartNew();
        long next = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => WorkAsync()));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException("A request of the open loop failed.", exception);
        }

        async Task WorkAsync()
        {
            try
            {
                while (true)
                {
                    var number = Interlocked.Increment(ref next) - 1;
                    if (number >= count)
                    {
                        return;
                    }

                    var due = TimeSpan.FromSeconds(number / rate);
                    var wait = due - clock.Elapsed;
                    if (wait > TimeSpan.Zero)
                    {
                        await Task.Delay(wait, stop.Token);
                    }

                    await request(number, begin + due, stop.Token);
                }
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
        }
    }
}
