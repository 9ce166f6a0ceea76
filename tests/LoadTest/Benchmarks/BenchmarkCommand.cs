using System.CommandLine;
using System.Globalization;

namespace Yixun.LoadTest.Benchmarks;

/// <summary>The command line of <c>./bench</c>.</summary>
internal static class BenchmarkCommand
{
    private static readonly BenchmarkOption[] Options =
    [
        new(
            "--runs",
            "platforms started anew, a value each",
            1,
            100,
            s => s.Runs,
            (s, n) => s with { Runs = n }
        ),
        new(
            "--seconds",
            "measured seconds of a run",
            1,
            3600,
            s => s.Seconds,
            (s, n) => s with { Seconds = n }
        ),
        new("--warm-up", "seconds of load before", 0, 600, s => s.WarmUp, (s, n) => s with { WarmUp = n }),
        new("--minutes", "measured minutes", 1, 1440, s => s.Minutes, (s, n) => s with { Minutes = n }),
        new("--kills", "times the platform is killed", 1, 1000, s => s.Kills, (s, n) => s with { Kills = n }),
        new(
            "--messages",
            "messages in all, or waiting before the measurement",
            1,
            4_000_000,
            s => s.Messages,
            (s, n) => s with { Messages = n }
        ),
        new("--inputs", "generated inputs", 1, int.MaxValue, s => s.Inputs, (s, n) => s with { Inputs = n }),
        new(
            "--seed",
            "makes what is random repeatable",
            0,
            int.MaxValue,
            s => s.Seed,
            (s, n) => s with { Seed = n }
        ),
        new(
            "--rate",
            "messages a second; 0: half of what is measured first",
            0,
            1_000_000,
            s => s.Rate,
            (s, n) => s with { Rate = n }
        ),
    ];

    /// <summary>Runs what the arguments name; prints figures on standard output.</summary>
    /// <returns>0; 1 when a promise was not kept or a benchmark failed; 2 when the arguments are not understood.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<IBenchmark> benchmarks, string[] arguments)
    {
        var names = new Argument<string[]>("name")
        {
            Description = "What to measure: " + string.Join(", ", benchmarks.Select(each => each.Name)),
            Arity = ArgumentArity.ZeroOrMore,
        };
        names.AcceptOnlyFromAmong([.. benchmarks.Select(each => each.Name)]);
        var command = new RootCommand("Measures, and prints one JSON line a figure.") { names };
        var options = Options.ToDictionary(each => each, each => each.ToOption());
        foreach (var option in options.Values)
        {
            command.Options.Add(option);
        }

        var profile = new Option<string?>("--profile")
        {
            Description = "what the platform is made of: one process, or the parts of production",
        };
        profile.AcceptOnlyFromAmong(Profiles.Standalone, Profiles.Production);
        command.Options.Add(profile);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var chosen = parsed
                    .GetValue(names)!
                    .Distinct()
                    .Select(name => benchmarks.First(each => each.Name == name))
                    .ToList();
                if (chosen.Count == 0)
                {
                    List(benchmarks);
                    return 0;
                }

                var given = options
                    .Select(pair => (Option: pair.Key, Value: parsed.GetValue(pair.Value)))
                    .Where(pair => pair.Value is not null)
                    .ToList();
                var unused = given.Find(pair =>
                    chosen.TrueForAll(each => pair.Option.Get(each.Defaults) is null)
                );
                if (unused.Option is not null)
                {
                    await Console.Error.WriteLineAsync(
                        $"{string.Join(", ", chosen.Select(each => each.Name))}: takes no {unused.Option.Name}"
                    );
                    return 2;
                }

                var madeOf = parsed.GetValue(profile);
                if (madeOf is not null && chosen.TrueForAll(each => each.Defaults.Profile is null))
                {
                    await Console.Error.WriteLineAsync(
                        $"{string.Join(", ", chosen.Select(each => each.Name))}: takes no {profile.Name}"
                    );
                    return 2;
                }

                var result = 0;
                foreach (var benchmark in chosen)
                {
                    var settings = given
                        .Where(pair => pair.Option.Get(benchmark.Defaults) is not null)
                        .Aggregate(
                            DefaultsOf(benchmark, madeOf),
                            (all, pair) => pair.Option.Set(all, pair.Value!.Value)
                        );
                    result |= await MeasureAsync(benchmark, settings, cancellationToken);
                }

                return result;
            }
        );
        var parse = command.Parse(arguments);
        var code = await parse.InvokeAsync(
            new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) }
        );
        return parse.Errors.Count > 0 ? 2 : code;
    }

    private static BenchmarkSettings DefaultsOf(IBenchmark benchmark, string? profile) =>
        profile == Profiles.Production && benchmark.Defaults.Profile is not null
            ? Profiles.OfProduction(benchmark.Defaults)
            : benchmark.Defaults;

    private static async Task<int> MeasureAsync(
        IBenchmark benchmark,
        BenchmarkSettings settings,
        CancellationToken cancellationToken
    )
    {
        Progress.Write($"{benchmark.Name}");
        BenchmarkResult result;
        try
        {
            result = await benchmark.RunAsync(settings, cancellationToken);
        }
        catch (Exception exception)
            when (exception is InvalidOperationException or HttpRequestException or IOException)
        {
            await Console.Error.WriteLineAsync($"{benchmark.Name} failed: {exception}");
            return 1;
        }

        foreach (var figure in result.Figures)
        {
            figure.Print();
        }

        foreach (var line in result.Broken)
        {
            await Console.Error.WriteLineAsync($"{benchmark.Name} BROKEN: {line}");
        }

        return result.Broken.Count == 0 ? 0 : 1;
    }

    private static void List(IReadOnlyList<IBenchmark> benchmarks)
    {
        Console.WriteLine("Usage: ./bench NAME... [options]; ./bench --help explains the options");
        Console.WriteLine();
        foreach (var benchmark in benchmarks)
        {
            var defaults = Options
                .Where(option => option.Get(benchmark.Defaults) is not null)
                .Select(option =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{option.Name} {option.Get(benchmark.Defaults)}"
                    )
                );
            Console.WriteLine($"  {benchmark.Name, -10}{benchmark.Help}");
            Console.WriteLine($"  {"", -10}  {string.Join(' ', defaults)}");
        }
    }

    private sealed record BenchmarkOption(
        string Name,
        string Help,
        int Least,
        int Most,
        Func<BenchmarkSettings, int?> Get,
        Func<BenchmarkSettings, int, BenchmarkSettings> Set
    )
    {
        public Option<int?> ToOption()
        {
            var option = new Option<int?>(Name) { Description = Help };
            option.Validators.Add(result =>
            {
                if (
                    result.Tokens is [var token, ..]
                    && !(
                        int.TryParse(
                            token.Value,
                            NumberStyles.None,
                            CultureInfo.InvariantCulture,
                            out var value
                        )
                        && value >= Least
                        && value <= Most
                    )
                )
                {
                    result.AddError($"{Name} needs a number from {Least} to {Most}, not '{token.Value}'");
                }
            });
            return option;
        }
    }
}
