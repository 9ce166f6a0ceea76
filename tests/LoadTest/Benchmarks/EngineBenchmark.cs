using System.Diagnostics;
using Yixun.LoadTest.Load;

namespace Yixun.LoadTest.Benchmarks;

/// <summary>
/// The protocol engines alone, without store and queues: this process submits, another one is the gateway, submits,
/// responses and reports included.
/// </summary>
internal sealed class EngineBenchmark : IBenchmark
{
    private static readonly int[] Windows = [16, 32];
    private static readonly int[] Connections = [1, 2, 4];

    public string Name => "cmpp";

    public string Help =>
        "every protocol's engine alone: windows 16 and 32 on 1, 2 and 4 connections, reports included";

    public BenchmarkSettings Defaults { get; } =
        new()
        {
            Runs = 3,
            Seconds = 5,
            WarmUp = 3,
        };

    public async Task<BenchmarkResult> RunAsync(
        BenchmarkSettings settings,
        CancellationToken cancellationToken
    )
    {
        var measured = new Measurements();
        foreach (var protocol in EngineLinks.Protocols)
        {
            foreach (var window in Windows)
            {
                foreach (var connections in Connections)
                {
                    for (var run = 0; run < settings.Runs; run++)
                    {
                        await RunOnceAsync(
                            settings,
                            protocol,
                            window,
                            connections,
                            measured,
                            cancellationToken
                        );
                    }
                }
            }
        }

        return measured.Result();
    }

    private async Task RunOnceAsync(
        BenchmarkSettings settings,
        string protocol,
        int window,
        int connections,
        Measurements measured,
        CancellationToken cancellationToken
    )
    {
        await using var gateway = await WitnessProcess.StartBareAsync(
            Programs.Simulator,
            protocol,
            0,
            cancellationToken
        );
        var load = new EngineLoad(EngineLinks.Segment);
        await using var link = EngineLinks.Create(protocol, gateway.Port, connections, window, load);
        await load.StartAsync(link, connections, cancellationToken);
        await WaitAsync(load, settings.WarmUp!.Value, cancellationToken);
        var (accepted, reported, processor) = (load.Accepted, load.Reported, ProcessorTime(gateway));
        var clock = Stopwatch.StartNew();
        await WaitAsync(load, settings.Seconds!.Value, cancellationToken);
        var elapsed = clock.Elapsed.TotalSeconds;
        // What is done: answered and reported.
        var messages = Math.Min(load.Accepted - accepted, load.Reported - reported);
        var used = ProcessorTime(gateway) - processor;
        var name = $"{Name} {protocol} {window}x{connections}";
        measured.Add(name, "messages/s", messages / elapsed);
        measured.Add($"{name} cpu", "us/message", used.TotalMicroseconds / Math.Max(1, messages));
    }

    private static async Task WaitAsync(EngineLoad load, int seconds, CancellationToken cancellationToken)
    {
        var waiting = Task.Delay(TimeSpan.FromSeconds(seconds), cancellationToken);
        await await Task.WhenAny(load.Failed, waiting);
    }

    private static TimeSpan ProcessorTime(WitnessProcess gateway)
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime + gateway.ProcessorTime;
    }
}
