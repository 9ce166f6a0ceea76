using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Yixun.LoadTest.Benchmarks;

/// <summary>
/// Fills the platform while its carriers are away, kills it, starts it again with the carriers back, and watches the
/// backlog drain.
/// </summary>
internal sealed class BacklogBenchmark : IBenchmark
{
    private const int BatchSize = 500;
    private const int Senders = 6;
    private const long MemoryLimit = 600;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    public string Name => "backlog";

    public string Help =>
        "queued messages while the carriers are away: memory, restart after kill -9, drain rate";

    public BenchmarkSettings Defaults { get; } = new() { Messages = 1_000_000, Seconds = 30 };

    public async Task<BenchmarkResult> RunAsync(
        BenchmarkSettings settings,
        CancellationToken cancellationToken
    )
    {
        var messages = settings.Messages!.Value / BatchSize * BatchSize;
        await using var carriers = await WitnessProcess.StartAsync(
            Programs.Simulator,
            1_000,
            cancellationToken
        );
        var away = $"{Platform.OpenLanes},{WitnessProcess.UnreachableChannels(4, 128)}";
        var filled = await Platform.StartAsync(Programs.Standalone, away, null, 0, cancellationToken);
        var folder = filled.Folder;
        double acceptRate;
        List<string> batches;
        long memory;
        try
        {
            (batches, acceptRate) = await FillAsync(filled, messages, cancellationToken);
            await Task.Delay(Settling, cancellationToken);
            memory = filled.WorkingSet >> 20;
            Progress.Write($"  {messages} accepted at {acceptRate:F0}/s, {memory} MB");
        }
        finally
        {
            await filled.KillAsync();
        }

        var begun = Stopwatch.GetTimestamp();
        await using var platform = await Platform.StartAsync(
            Programs.Standalone,
            $"{Platform.OpenLanes},{carriers.ChannelSettings(4, 128)}",
            folder,
            0,
            cancellationToken
        );
        var restart = Stopwatch.GetElapsedTime(begun);
        using var client = new SignedClient(platform, Senders);
        var most = 0L;
        var samples = new List<(double Seconds, double Delivered)>();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < settings.Seconds!.Value)
        {
            var metrics = await client.MetricsAsync(cancellationToken);
            samples.Add(
                (clock.Elapsed.TotalSeconds, Platform.Sum(metrics, "yixun_messages_state_total", "Delivered"))
            );
            most = Math.Max(most, platform.WorkingSet >> 20);
            await Task.Delay(500, cancellationToken);
        }

        var drain =
            (samples[^1].Delivered - samples[0].Delivered) / (samples[^1].Seconds - samples[0].Seconds);
        var found = await CountAsync(client, batches, cancellationToken);
        var broken = new List<string>();
        if (Math.Max(memory, most) >= MemoryLimit && messages <= 1_000_000)
        {
            broken.Add($"{memory} MB while queued and {most} MB while draining; {MemoryLimit} are allowed");
        }

        if (found != messages)
        {
            broken.Add($"{messages} accepted, {found} found after the restart");
        }

        return new BenchmarkResult(
            [
                Figure.Of("backlog accepted", "messages", [messages]),
                Figure.Of("backlog accept", "messages/s", [acceptRate]),
                Figure.Of("backlog memory", "MB", [memory]),
                Figure.Of("backlog restart", "ms", [restart.TotalMilliseconds]),
                Figure.Of("backlog drain", "messages/s", [drain]),
                Figure.Of("backlog drain memory", "MB", [most]),
            ],
            broken
        );
    }

    private static async Task<(List<string> Batches, double Rate)> FillAsync(
        Platform platform,
        int messages,
        CancellationToken cancellationToken
    )
    {
        using var client = new SignedClient(platform, Senders);
        var batches = new List<string>();
        var next = 0L;
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendAsync()));
        return (batches, messages / Stopwatch.GetElapsedTime(begun).TotalSeconds);

        async Task SendAsync()
        {
            while (Interlocked.Add(ref next, BatchSize) is var end && end <= messages)
            {
                var body = Bodies.Batch(end - BatchSize, BatchSize, "reminder");
                string? batch;
                while ((batch = await client.SubmitBatchAsync(body, cancellationToken)) is null)
                {
                    await Task.Delay(50, cancellationToken);
                }

                lock (batches)
                {
                    batches.Add(batch);
                }
            }
        }
    }

    /// <summary>Messages of all batches, by the sum of their states.</summary>
    private static async Task<long> CountAsync(
        SignedClient client,
        List<string> batches,
        CancellationToken cancellationToken
    )
    {
        long total = 0;
        await Parallel.ForEachAsync(
            batches,
            new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = cancellationToken },
            async (batch, token) =>
            {
                using var response = await client.SendAsync(
                    HttpMethod.Get,
                    $"/api/v1/batches/{batch}",
                    [],
                    token
                );
                var view = JsonNode.Parse(await response.Content.ReadAsStringAsync(token))!;
                Interlocked.Add(ref total, view["states"]!.AsObject().Sum(state => (long)state.Value!));
            }
        );
        return total;
    }
}
