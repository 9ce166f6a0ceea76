using System.Diagnostics;
using Yixun.LoadTest.Load;

namespace Yixun.LoadTest.Benchmarks;

/// <summary>A fixed rate for a long time: nothing may grow. The simulated carriers are outside, so they don't count.</summary>
internal sealed class SoakBenchmark : IBenchmark
{
    private const int BatchSize = 500;
    private const int Concurrency = 12;
    private const double MemoryLimit = 200;
    private const double HandlesLimit = 60;
    private const double ThreadsLimit = 30;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    // A shorter run is still warming up: its slopes say nothing.
    private static readonly TimeSpan Judgeable = TimeSpan.FromMinutes(10);

    public string Name => "soak";

    public string Help => "a fixed rate for a long time: memory, handles, threads and queues must not grow";

    public BenchmarkSettings Defaults { get; } = new() { Minutes = 30, Rate = 9_000 };

    public async Task<BenchmarkResult> RunAsync(
        BenchmarkSettings settings,
        CancellationToken cancellationToken
    )
    {
        await using var carriers = await WitnessProcess.StartAsync(
            Programs.Simulator,
            1_000,
            cancellationToken
        );
        await using var platform = await Platform.StartAsync(
            Programs.Standalone,
            $"{Platform.OpenLanes},{carriers.ChannelSettings(4, 128)}",
            null,
            0,
            cancellationToken
        );
        using var client = new SignedClient(platform, Concurrency + 1);
        long accepted = 0;
        var sending = OpenLoop.RunAsync(
            settings.Rate!.Value / (double)BatchSize,
            TimeSpan.FromMinutes(settings.Minutes!.Value),
            Concurrency,
            async (number, _, token) =>
            {
                var body = Bodies.Batch(number * BatchSize, BatchSize, "reminder");
                while (!await client.SubmitAsync(body, token))
                {
                    await Task.Delay(50, token);
                }

                Interlocked.Add(ref accepted, BatchSize);
            },
            cancellationToken
        );
        var (memory, handles, threads, queues, backlog) = (
            new Trend(),
            new Trend(),
            new Trend(),
            new Trend(),
            new Trend()
        );
        var clock = Stopwatch.StartNew();
        while (!sending.IsCompleted)
        {
            var metrics = await client.MetricsAsync(cancellationToken);
            var ended = Platform.Sum(metrics, "yixun_messages_state_total", "Delivered");
            memory.Add(clock.Elapsed, platform.WorkingSet / 1048576.0);
            handles.Add(clock.Elapsed, Directory.GetFiles($"/proc/{platform.Id}/fd").Length);
            threads.Add(clock.Elapsed, Directory.GetDirectories($"/proc/{platform.Id}/task").Length);
            queues.Add(clock.Elapsed, Platform.Sum(metrics, "yixun_queue_chunks"));
            backlog.Add(clock.Elapsed, Interlocked.Read(ref accepted) - ended);
            Progress.Write(
                $"  {clock.Elapsed:hh\\:mm\\:ss} {memory.Last:F0} MB, {handles.Last} handles, {threads.Last} threads, {backlog.Last:F0} on their way"
            );
            await Task.WhenAny(sending, Task.Delay(Interval, cancellationToken));
        }

        await sending;
        return Judge(settings.Rate.Value, clock.Elapsed, memory, handles, threads, queues, backlog);
    }

    private static BenchmarkResult Judge(
        int rate,
        TimeSpan measured,
        Trend memory,
        Trend handles,
        Trend threads,
        Trend queues,
        Trend backlog
    )
    {
        var broken = new List<string>();
        Check("memory", memory, MemoryLimit, "MB/h");
        Check("handles", handles, HandlesLimit, "handles/h");
        Check("threads", threads, ThreadsLimit, "threads/h");
        // Five seconds' worth on its way is no backlog.
        if (backlog.Last > 5 * rate)
        {
            broken.Add($"{backlog.Last:F0} messages had not ended");
        }

        return new BenchmarkResult(
            [
                Figure.Of("soak memory", "MB", [memory.First, memory.Last]),
                Figure.Of("soak memory slope", "MB/h", [memory.SlopePerHour()]),
                Figure.Of("soak handles slope", "handles/h", [handles.SlopePerHour()]),
                Figure.Of("soak threads slope", "threads/h", [threads.SlopePerHour()]),
                Figure.Of("soak queues", "chunks", [queues.First, queues.Last]),
                Figure.Of("soak backlog", "messages", [backlog.First, backlog.Last]),
            ],
            broken
        );

        void Check(string name, Trend trend, double limit, string unit)
        {
            if (measured >= Judgeable && trend.SlopePerHour() > limit)
            {
                broken.Add($"{name} grows by {trend.SlopePerHour():F0} {unit}; {limit} are allowed");
            }
        }
    }
}
