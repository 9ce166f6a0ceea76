using System.Globalization;

namespace Yixun.CarrierSimulator.Options;

/// <summary>A <see cref="GatewayBehaviour"/> prepared for quick choices.</summary>
internal sealed class Behaviour
{
    private const string ResultPrefix = "result:";
    private readonly WeightedChoice<string> _outcomes;
    private readonly WeightedChoice<uint> _results;
    private readonly (string End, string Effect)[] _overrides;

    public Behaviour(GatewayBehaviour values)
    {
        values.Validate();
        Values = values;
        _outcomes = new WeightedChoice<string>(values.Outcomes);
        _results = new WeightedChoice<uint>(values.SubmitResults);
        _overrides =
        [
            .. values
                .Overrides.OrderByDescending(static entry => entry.Key.Length)
                .Select(static entry => (entry.Key, entry.Value)),
        ];
    }

    public GatewayBehaviour Values { get; }

    /// <summary>Decides what becomes of a submit.</summary>
    public Verdict Judge(string destination, Random random)
    {
        foreach (var (end, effect) in _overrides)
        {
            if (destination.EndsWith(end, StringComparison.Ordinal))
            {
                return Read(effect);
            }
        }

        var silent = Hits(Values.NoResponse, random);
        return new Verdict(_results.Next(random), _outcomes.Next(random), silent);
    }

    public static bool Hits(double probability, Random random) =>
        probability > 0 && random.NextDouble() < probability;

    public static bool IsEffect(string? effect) =>
        effect is "" or "silent"
        || effect is { Length: <= 7 } && !effect.StartsWith(ResultPrefix, StringComparison.Ordinal)
        || effect is not null && TryReadResult(effect, out _);

    private static Verdict Read(string effect) =>
        effect == "silent" ? new Verdict(0, "DELIVRD", true)
        : TryReadResult(effect, out var result) ? new Verdict(result, "", false)
        : new Verdict(0, effect, false);

    private static bool TryReadResult(string effect, out uint result)
    {
        result = 0;
        return effect.StartsWith(ResultPrefix, StringComparison.Ordinal)
            && uint.TryParse(
                effect.AsSpan(ResultPrefix.Length),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out result
            );
    }
}
