namespace Yixun.LoadTest.Benchmarks;

/// <summary>Values of the options.</summary>
internal sealed record BenchmarkSettings
{
    /// <summary>Platforms started anew, one figure each.</summary>
    public int? Runs { get; init; }

    /// <summary>Seconds measured in a run.</summary>
    public int? Seconds { get; init; }

    /// <summary>Seconds of load before the measurement.</summary>
    public int? WarmUp { get; init; }

    /// <summary>Minutes measured in a run.</summary>
    public int? Minutes { get; init; }

    /// <summary>Times that the platform is killed.</summary>
    public int? Kills { get; init; }

    /// <summary>Messages in all, or waiting before the measurement; the benchmark says which.</summary>
    public int? Messages { get; init; }

    /// <summary>Generated inputs.</summary>
    public int? Inputs { get; init; }

    /// <summary>One of <see cref="Profiles"/>.</summary>
    public string? Profile { get; init; }

    /// <summary>Makes what is random repeatable.</summary>
    public int? Seed { get; init; }

    /// <summary>Messages a second of an open loop; 0 measures first what the platform can do and takes half of it.</summary>
    public int? Rate { get; init; }
}
