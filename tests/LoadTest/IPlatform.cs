namespace Yixun.LoadTest;

/// <summary>What is put under load, whatever it is made of.</summary>
internal interface IPlatform : IAsyncDisposable
{
    Uri Url { get; }

    /// <summary>Key of the connected system that submits.</summary>
    string Key { get; }

    string Secret { get; }

    /// <summary>Page of the simulated carriers; null when there are none.</summary>
    Uri? Simulator { get; }

    /// <summary>Octets in memory of the platform's own processes.</summary>
    long WorkingSet { get; }

    /// <summary>Processor time of its parts by name, where it has several.</summary>
    IReadOnlyDictionary<string, TimeSpan> ProcessorTimeOfParts => new Dictionary<string, TimeSpan>();

    /// <summary>Processor time of everything, the load generator included.</summary>
    TimeSpan ProcessorTime { get; }
}
