using System.Globalization;
using Yixun.LoadTest;
using Yixun.LoadTest.Scenarios;

const string Usage = """
    Usage: ./bench NAME... [--runs N] [--seconds N] [--warm-up N]

      road      HTTP batches of 500 to Delivered: messages/s, and processor seconds per 100,000
      single    one number a request on 64 connections to Delivered: messages/s

    Prints one JSON line a figure: median of the runs (default 3 of 20 s after 8 s).
    """;

var names = new List<string>();
var settings = new Dictionary<string, int>(StringComparer.Ordinal)
{
    ["--runs"] = 3,
    ["--seconds"] = 20,
    ["--warm-up"] = 8,
};
for (var index = 0; index < args.Length; index++)
{
    if (settings.ContainsKey(args[index]))
    {
        if (
            index + 1 == args.Length
            || !int.TryParse(args[index + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        )
        {
            Console.Error.WriteLine($"{args[index]} needs a number");
            return 2;
        }

        settings[args[index++]] = value;
    }
    else
    {
        names.Add(args[index]);
    }
}

string[] known = ["road", "single"];
if (names.Count == 0 || names.Except(known).Any())
{
    Console.Error.WriteLine(Usage);
    return 2;
}

var assembly = Path.GetFullPath(
    Environment.GetEnvironmentVariable("YIXUN_STANDALONE")
        ?? Path.Combine(AppContext.BaseDirectory, "..", "standalone", "Yixun.Standalone.dll")
);
foreach (var name in names)
{
    var rates = new List<double>();
    var cpus = new List<double>();
    for (var run = 0; run < settings["--runs"]; run++)
    {
        await using var platform = await Platform.StartAsync(
            assembly,
            Platform.OpenLanes,
            null,
            0,
            CancellationToken.None
        );
        var scenario = name == "road" ? new RoadScenario(500, 6) : new RoadScenario(1, 64);
        var (rate, cpu) = await scenario.RunAsync(
            platform,
            TimeSpan.FromSeconds(settings["--warm-up"]),
            TimeSpan.FromSeconds(settings["--seconds"]),
            CancellationToken.None
        );
        rates.Add(rate);
        cpus.Add(cpu);
        Console.Error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name} run {run + 1}: {rate:F0}/s, {cpu:F2} cpu-s/100k, {platform.WorkingSet >> 20} MB"
            )
        );
    }

    Figure.Of(name, "messages/s", rates).Print();
    Figure.Of($"{name} cpu", "cpu-s/100k", cpus).Print();
}

return 0;
