using System.Globalization;

namespace Yixun.LoadTest;

/// <summary>Names the machine that a figure was measured on.</summary>
internal static class Machine
{
    public static string Description { get; } = Describe();

    /// <summary>Processor time that everything on it has used (proc(5), the first line of /proc/stat).</summary>
    public static TimeSpan ProcessorTime
    {
        get
        {
            var columns = File.ReadLines("/proc/stat")
                .First()
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            // user, nice, system, then idle and iowait, then interrupts; in hundredths of a second.
            int[] busy = [1, 2, 3, 6, 7];
            return TimeSpan.FromSeconds(
                busy.Sum(column => long.Parse(columns[column], CultureInfo.InvariantCulture)) / 100.0
            );
        }
    }

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
