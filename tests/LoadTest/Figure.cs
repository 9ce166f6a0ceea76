using System.Text.Encodings.Web;
using System.Text.Json;

namespace Yixun.LoadTest;

/// <summary>One measured figure, printed as one JSON line.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Median">Median of the runs.</param>
/// <param name="Runs">Every run, in order.</param>
/// <param name="Machine">Where.</param>
internal sealed record Figure(
    string Name,
    string Unit,
    double Median,
    IReadOnlyList<double> Runs,
    string Machine
)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Figure Of(string name, string unit, IReadOnlyList<double> runs)
    {
        var sorted = runs.Order().ToList();
        var middle = sorted.Count / 2;
        var median = sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Figure(
            name,
            unit,
            Math.Round(median, 2),
            [.. runs.Select(run => Math.Round(run, 2))],
            LoadTest.Machine.Description
        );
    }

    public void Print() => Console.WriteLine(JsonSerializer.Serialize(this, Options));
}
