namespace Yixun.LoadTest;

/// <summary>Names the machine that a figure was measured on.</summary>
internal static class Machine
{
    public static string Description { get; } = Describe();

    private static string Describe()
    {
        var model = "unknown processor";
        if (File.Exists("/proc/cpuinfo"))
        {
            model =
                File.ReadLines("/proc/cpuinfo")
                    .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
                    ?.Split(':')[1]
                    .Trim()
                ?? model;
        }

        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
        return $"{Environment.ProcessorCount} cores ({model}), {memory} GiB, .NET {Environment.Version}";
    }
}
