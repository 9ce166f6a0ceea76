using System.Globalization;

namespace Yixun.CarrierSimulator.Options;

/// <summary>A <see cref="GatewayBehaviour"/> prepared for quick choices.</summary>
internal sealed class Behaviour
{
    private const string ResultPrefix = "result:";
    private readonly WeightedChoice<string> _outcomes;
    private readonly WeightedChoice<uint> _results;
    private readonly WeightedChoice<string> _reads;
    private readonly (string End, string Effect)[] _overrides;

    /// <param name="longestWord">Characters of a status word.</param>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    public Behaviour(GatewayBehaviour values, int longestWord = 7)
    {
        values.Validate(longestWord);
        Values = values;
        _outcomes = new WeightedChoice<string>(values.Outcomes);
        _results = new WeightedChoice<uint>(values.SubmitResults);
        _reads = new WeightedChoice<string>(values.ReadStatuses);
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

    /// <summary>Milliseconds until a submit is answered.</summary>
    public int DelayOfResponse(Random random)
    {
        var delay = Values.ResponseDelay + Jitter(Values.ResponseJitter, random);
        return Values.ReportsFirst ? Math.Max(delay, 20) : delay;
    }

    /// <summary>Milliseconds between a submit and its report.</summary>
    public int DelayOfReport(Random random)
    {
        var delay = Values.ReportsFirst
            ? 0
            : Values.ReportDelay
                + Values.ResponseDelay
                + Values.ResponseJitter
                + Jitter(Values.ReportJitter, random);
        return delay + Jitter(Values.ReportShuffle, random);
    }

    /// <summary>Milliseconds between a report and its read reply.</summary>
    public int DelayOfReadReply(Random random) =>
        Values.ReadReplyDelay + Jitter(Values.ReadReplyJitter, random);

    /// <summary>Word of a read reply.</summary>
    public string ReadStatus(Random random) => _reads.Next(random);

    public static bool Hits(double probability, Random random) =>
        probability > 0 && random.NextDouble() < probability;

    public static bool IsEffect(string? effect, int longestWord) =>
        effect is "" or "silent"
        || effect is not null
            && effect.Length <= longestWord
            && !effect.StartsWith(ResultPrefix, StringComparison.Ordinal)
        || effect is not null && TryReadResult(effect, out _);

    private static int Jitter(int milliseconds, Random random) =>
        milliseconds == 0 ? 0 : random.Next(milliseconds + 1);

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
