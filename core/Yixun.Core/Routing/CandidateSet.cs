using System.Collections.Concurrent;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;

namespace Yixun.Core.Routing;

/// <summary>The channels among which messages that are alike are shared, and how that is explained.</summary>
/// <param name="outcome">Chosen when there are candidates to choose from.</param>
/// <param name="candidates">In order, with weights summed up; when closed, those that open later.</param>
/// <param name="rule">Id of the rule that decided; null: none.</param>
/// <param name="passedOver">Channels that would have fitted, and why not: "backup:down,north:province".</param>
/// <param name="kind">What is sent.</param>
/// <param name="withinRule">True when only the channels that the rule names were asked.</param>
internal sealed class CandidateSet(
    RouteOutcome outcome,
    IReadOnlyList<RouteCandidate> candidates,
    Lane lane,
    string? rule,
    string passedOver,
    ChannelKind kind = ChannelKind.Sms,
    bool withinRule = false
)
{
    /// <summary>Numbers of long prefixes make the keys, so there is a limit to how many are kept.</summary>
    private const int MaximumReasons = 2_000;

    private readonly ConcurrentDictionary<(int Row, bool Ported, int Choice), string> _reasons = new();

    public RouteOutcome Outcome { get; } = outcome;

    public IReadOnlyList<RouteCandidate> Candidates { get; } = candidates;

    /// <summary>Id of the rule that decided; null: none.</summary>
    public string? Rule { get; } = rule;

    /// <summary>Place of the candidate; -1 when none is chosen.</summary>
    public int Choose(ulong spread)
    {
        if (Outcome != RouteOutcome.Chosen)
        {
            return -1;
        }

        if (Candidates.Count == 1)
        {
            return 0;
        }

        var point = (int)(spread % (ulong)Candidates[^1].CumulatedWeight);
        var choice = 0;
        while (Candidates[choice].CumulatedWeight <= point)
        {
            choice++;
        }

        return choice;
    }

    public string Reason(in NumberMatch match, int choice)
    {
        var key = (match.Row, match.Ported, choice);
        if (_reasons.TryGetValue(key, out var reason))
        {
            return reason;
        }

        reason = Explain(match, choice);
        if (_reasons.Count < MaximumReasons)
        {
            _reasons.TryAdd(key, reason);
        }

        return reason;
    }

    private string Explain(in NumberMatch match, int choice)
    {
        var carrier =
            match.Ported ? $"carrier={match.Carrier} by=ported"
            : match.Row == 0 ? "carrier=Unknown by=no-prefix"
            : $"carrier={match.Carrier} by=prefix:{match.Row}";
        var province = match.Province is null ? "" : $" province={match.Province}";
        var byRule = Rule is null ? "" : $"; rule={Rule}";
        var channel = Outcome switch
        {
            RouteOutcome.Chosen => $"channel={Candidates[choice].Channel.Id} by={Why(choice)}",
            RouteOutcome.NoRoute => $"channel=none lane={Lanes.NameOf(lane)}{Asked()}",
            RouteOutcome.Denied => "channel=none by=denied",
            RouteOutcome.SignatureUnregistered => $"channel=none by=signature{Asked()}",
            RouteOutcome.LinkNotAllowed => $"channel=none by=link{Asked()}",
            RouteOutcome.Closed => $"channel=none by=hours{Asked()}",
            _ => throw new InvalidOperationException($"Outcome {Outcome} has no explanation."),
        };
        var not = passedOver.Length == 0 ? "" : $"; not={passedOver}";
        return $"{carrier}{province}{byRule}; {channel}{not}";
    }

    /// <summary>Which channels were asked, where not all that carry text messages were.</summary>
    private string Asked() =>
        $"{(kind == ChannelKind.Mms ? " kind=mms" : "")}{(withinRule ? " within=rule" : "")}";

    private string Why(int choice)
    {
        var candidate = Candidates[choice];
        var share = candidate.Channel.HealthShare < 100 ? $" health={candidate.Channel.HealthShare}" : "";
        if (Candidates.Count == 1)
        {
            return candidate.Reason + share;
        }

        var previous = choice == 0 ? 0 : Candidates[choice - 1].CumulatedWeight;
        return $"weight:{candidate.CumulatedWeight - previous}/{Candidates[^1].CumulatedWeight}{share}";
    }
}

/// <param name="Channel">The channel.</param>
/// <param name="CumulatedWeight">Its weight and those before it.</param>
/// <param name="Reason">Why it is the only one: only, price, order or test.</param>
internal sealed record RouteCandidate(ChannelDefinition Channel, int CumulatedWeight, string Reason);
