using Yixun.LoadTest.Load;

namespace Yixun.LoadTest.Benchmarks;

/// <summary>
/// The road from HTTP to Delivered at saturation: submits as fast as the platform delivers, with a bounded backlog, and
/// counts what became Delivered.
/// </summary>
internal sealed class RoadBenchmark : IBenchmark
{
    private const long Backlog = 40_000;
    private const double PieceSeconds = 5;
    private readonly int _batchSize;
    private readonly int _connections;

    private RoadBenchmark(string name, string help, int batchSize, int connections)
    {
        Name = name;
        Help = help;
        _batchSize = batchSize;
        _connections = connections;
    }

    public static RoadBenchmark Batches { get; } =
        new(
            "road",
            "HTTP batches of 500 to Delivered at saturation: messages/s, its minimum, processor time",
            500,
            6
        );

    public static RoadBenchmark Singles { get; } =
        new("single", "the same with one number a request on 64 connections", 1, 64);

    public string Name { get; }

    public string Help { get; }

    public BenchmarkSettings Defaults { get; } =
        new()
        {
            Runs = 3,
            Seconds = 60,
            WarmUp = 8,
            Profile = Profiles.Standalone,
        };

    public async Task<BenchmarkResult> RunAsync(
        BenchmarkSettings settings,
        CancellationToken cancellationToken
    )
    {
        var measured = new Measurements();
        for (var run = 0; run < settings.Runs; run++)
        {
            await using var platform = await Profiles.StartAsync(
                settings.Profile!,
                messageLimit: 10_000,
                cancellationToken
            );
            var (rate, minimum, cpu, parts) = await MeasureAsync(
                platform,
                TimeSpan.FromSeconds(settings.WarmUp!.Value),
                TimeSpan.FromSeconds(settings.Seconds!.Value),
                cancellationToken
            );
            var name = Profiles.NameOf(Name, settings.Profile!);
            measured.Add(name, "messages/s", rate);
            measured.Add($"{name} minimum {PieceSeconds} s", "messages/s", minimum);
            measured.Add($"{name} cpu", "cpu-s/100k", cpu);
            foreach (var (part, used) in parts.OrderBy(part => part.Key, StringComparer.Ordinal))
            {
                measured.Add($"{name} cpu of {part}", "cpu-s/100k", used);
            }

            measured.Add($"{name} memory", "MB", platform.WorkingSet >> 20);
        }

        return measured.Result();
    }

    /// <returns>
    /// Delivered per second; the least of any 5 s (of the whole, when that is shorter); processor seconds of everything per
    /// 100,000 delivered; and those of its parts, where it has several.
    /// </returns>
    public async Task<(
        double Rate,
        double Minimum,
        double Cpu,
        Dictionary<string, double> Parts
    )> MeasureAsync(
        IPlatform platform,
        TimeSpan warmUp,
        TimeSpan duration,
        CancellationToken cancellationToken
    )
    {
        await using var load = new SaturatingLoad(
            platform,
            _batchSize,
            _connections,
            Backlog,
            cancellationToken
        );
        await load.HoldAsync(warmUp, cancellationToken);
        await load.DeliveredAsync(cancellationToken);
        var begin = load.Samples[^1];
        var cpu = platform.ProcessorTime;
        var partsBefore = platform.ProcessorTimeOfParts;
        await load.HoldAsync(duration, cancellationToken);
        await load.DeliveredAsync(cancellationToken);
        var samples = load.Samples;
        var end = samples[^1];
        var used = (platform.ProcessorTime - cpu).TotalSeconds;
        var partsAfter = platform.ProcessorTimeOfParts;
        var counted = end.Delivered - begin.Delivered;
        var share = 100_000 / Math.Max(1, counted);
        var rate = counted / (end.Seconds - begin.Seconds);
        return (
            rate,
            Math.Min(rate, Minimum([.. samples.Where(sample => sample.Seconds >= begin.Seconds)])),
            used * share,
            partsAfter.ToDictionary(
                part => part.Key,
                part => (part.Value - partsBefore[part.Key]).TotalSeconds * share
            )
        );
    }

    /// <summary>The least rate between any look and the first one at least five seconds after it.</summary>
    private static double Minimum(List<(double Seconds, double Delivered)> samples)
    {
        var minimum = double.PositiveInfinity;
        var last = 0;
        foreach (var (seconds, delivered) in samples)
        {
            while (last < samples.Count && samples[last].Seconds - seconds < PieceSeconds)
            {
                last++;
            }

            if (last == samples.Count)
            {
                break;
            }

            minimum = Math.Min(
                minimum,
                (samples[last].Delivered - delivered) / (samples[last].Seconds - seconds)
            );
        }

        return minimum;
    }
}
