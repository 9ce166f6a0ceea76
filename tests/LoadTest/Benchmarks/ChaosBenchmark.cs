using Yixun.LoadTest.Chaos;

namespace Yixun.LoadTest.Benchmarks;

/// <summary>Kills the platform again and again, and counts what was lost or came twice.</summary>
internal sealed class ChaosBenchmark : IBenchmark
{
    public string Name => "chaos";

    public string Help =>
        "kill -9 under load, while starting and while stopping (production: of every part, so many times each): lost, twice, uncertain, restart time";

    public BenchmarkSettings Defaults { get; } =
        new()
        {
            Kills = 20,
            Messages = 100_000,
            Seed = 1,
            Profile = Profiles.Standalone,
        };

    public async Task<BenchmarkResult> RunAsync(
        BenchmarkSettings settings,
        CancellationToken cancellationToken
    )
    {
        var (kills, messages, seed) = (settings.Kills!.Value, settings.Messages!.Value, settings.Seed!.Value);
        var outcome =
            settings.Profile == Profiles.Production
                ? await new SiteChaosRun(kills, messages, seed).RunAsync(cancellationToken)
                : await new ChaosRun(Programs.Standalone, Programs.Simulator, kills, messages, seed).RunAsync(
                    cancellationToken
                );
        var restarts = outcome.Restarts.Select(time => time.TotalMilliseconds).ToList();
        return new BenchmarkResult(
            [
                Figure.Of("chaos kills", "kills", [outcome.Kills]),
                Figure.Of("chaos accepted", "messages", [outcome.Accepted]),
                Figure.Of("chaos lost", "messages", [outcome.Lost]),
                Figure.Of("chaos twice", "messages", [outcome.Twice]),
                Figure.Of("chaos uncertain", "messages", [outcome.Uncertain]),
                Figure.Of("chaos restart", "ms", restarts),
                Figure.Of("chaos restart maximum", "ms", [restarts.Max()]),
            ],
            outcome.Broken
        );
    }
}
