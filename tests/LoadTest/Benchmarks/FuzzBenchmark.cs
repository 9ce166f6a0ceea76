using System.Diagnostics;
using Yixun.Fuzzing;

namespace Yixun.LoadTest.Benchmarks;

/// <summary>Reads spoiled PDUs of every protocol, and plays gateways that send them.</summary>
internal sealed class FuzzBenchmark : IBenchmark
{
    /// <summary>One connection for so many inputs of the codec.</summary>
    private const int InputsPerConnection = 500;

    public string Name => "fuzz";

    public string Help => "spoiled PDUs of every carrier protocol, read alone and by live connections";

    public BenchmarkSettings Defaults { get; } = new() { Inputs = 1_000_000, Seed = 1 };

    public async Task<BenchmarkResult> RunAsync(
        BenchmarkSettings settings,
        CancellationToken cancellationToken
    )
    {
        var protocols = FuzzedProtocol.All;
        var each = Math.Max(1, settings.Inputs!.Value / protocols.Count);
        var rates = new List<double>();
        long most = 0;
        var connections = 0;
        try
        {
            foreach (var protocol in protocols)
            {
                var begun = Stopwatch.GetTimestamp();
                var codec = CodecFuzz.Run(protocol, each, settings.Seed!.Value);
                rates.Add(codec.Inputs / Stopwatch.GetElapsedTime(begun).TotalSeconds);
                most = Math.Max(most, codec.MostAllocated);
                Progress.Write($"  {protocol.Name}: {codec}");
                var session = await SessionFuzz.RunAsync(
                    protocol,
                    Math.Max(1, each / InputsPerConnection),
                    settings.Seed.Value,
                    cancellationToken
                );
                connections += session.Closed + session.Answered;
                Progress.Write($"  {protocol.Name}: {session}");
            }
        }
        catch (FuzzException failure)
        {
            return new BenchmarkResult([], [failure.Message]);
        }

        return new BenchmarkResult(
            [
                Figure.Of("fuzz", "inputs/s", rates),
                Figure.Of("fuzz inputs", "inputs", [(double)each * protocols.Count]),
                Figure.Of("fuzz connections", "connections", [connections]),
                Figure.Of("fuzz most allocated", "bytes", [most]),
            ],
            []
        );
    }
}
