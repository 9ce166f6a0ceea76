using System.Globalization;

namespace Yixun.LoadTest;

/// <summary>Processor time of a process and everything that it has started (proc(5), /proc/PID/stat).</summary>
internal static class ProcessTree
{
    /// <summary>Position behind the name, which may hold spaces: state is the first.</summary>
    private const int Parent = 1;
    private const int UserTime = 11;
    private const int Columns = 4;

    /// <summary>Used so far, by each of the processes with its descendants, ended ones included.</summary>
    public static IReadOnlyDictionary<string, TimeSpan> Times(IEnumerable<(string Name, int Id)> roots)
    {
        var all = new Dictionary<int, (int Parent, long Ticks)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (
                int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id)
                && TryRead(folder) is { } found
            )
            {
                all[id] = found;
            }
        }

        return roots
            .GroupBy(root => root.Name, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => TimeSpan.FromSeconds(group.Sum(root => Ticks(root.Id)) / 100.0)
            );

        long Ticks(int id) =>
            (all.TryGetValue(id, out var own) ? own.Ticks : 0)
            + all.Where(other => other.Value.Parent == id).Sum(other => Ticks(other.Key));
    }

    private static (int Parent, long Ticks)? TryRead(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            var columns = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (
                int.Parse(columns[Parent], CultureInfo.InvariantCulture),
                columns
                    .Skip(UserTime)
                    .Take(Columns)
                    .Sum(column => long.Parse(column, CultureInfo.InvariantCulture))
            );
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return null;
        }
    }
}
