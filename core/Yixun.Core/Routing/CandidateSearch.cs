using Yixun.Core.Numbers;
using Yixun.Core.Text;

namespace Yixun.Core.Routing;

/// <summary>Finds the channels for messages that are alike.</summary>
/// <param name="closed">Bits of the channels that are closed at this hour, by place.</param>
internal sealed class CandidateSearch(
    IReadOnlyList<ChannelDefinition> channels,
    IReadOnlyList<RouteRule> rules,
    RegisteredSignatures signatures,
    DateTimeOffset now,
    ulong closed
)
{
    /// <param name="asked">Gets what became of every rule that was asked.</param>
    public CandidateSet Find(in RouteRequest request, in NumberMatch match, List<RuleAnswer>? asked = null)
    {
        if (request.Channel.Length > 0)
        {
            return FindForced(request);
        }

        CandidateSet? failed = null;
        foreach (var rule in rules)
        {
            if (rule.Unmet(request, match) is { } unmet)
            {
                asked?.Add(new RuleAnswer(rule, RuleVerdict.DoesNotHold, unmet));
                continue;
            }

            if (rule.Deny)
            {
                asked?.Add(new RuleAnswer(rule, RuleVerdict.Denies));
                return new CandidateSet(RouteOutcome.Denied, [], request.Lane, rule.Id, "");
            }

            var found = Find(request, match, rule);
            if (found.Outcome == RouteOutcome.Chosen || !rule.FallThrough)
            {
                asked?.Add(new RuleAnswer(rule, RuleVerdict.Decides));
                return found;
            }

            asked?.Add(new RuleAnswer(rule, RuleVerdict.FallsThrough));
            failed ??= found;
        }

        var rest = Find(request, match, rule: null);
        return rest.Outcome == RouteOutcome.NoRoute && failed is not null ? failed : rest;
    }

    /// <summary>What became of every channel.</summary>
    public IReadOnlyList<ChannelAnswer> Judge(
        CandidateSet set,
        in RouteRequest request,
        in NumberMatch match,
        int choice
    )
    {
        var rule = rules.FirstOrDefault(rule => rule.Id == set.Rule);
        var answers = new List<ChannelAnswer>(channels.Count);
        for (var place = 0; place < channels.Count; place++)
        {
            var channel = channels[place];
            var candidate = set.Candidates.ToList().FindIndex(one => ReferenceEquals(one.Channel, channel));
            if (set.Outcome == RouteOutcome.Chosen && candidate >= 0)
            {
                var before = candidate == 0 ? 0 : set.Candidates[candidate - 1].CumulatedWeight;
                var share =
                    100.0
                    * (set.Candidates[candidate].CumulatedWeight - before)
                    / set.Candidates[^1].CumulatedWeight;
                answers.Add(
                    new ChannelAnswer(
                        channel,
                        candidate == choice ? ChannelVerdict.Chosen : ChannelVerdict.Shares,
                        (int)Math.Round(share)
                    )
                );
            }
            else
            {
                answers.Add(
                    new ChannelAnswer(
                        channel,
                        WhyNot(set, request, channel, Obstacle(channel, place, request, match, rule), rule)
                    )
                );
            }
        }

        return answers;
    }

    private static ChannelVerdict WhyNot(
        CandidateSet set,
        in RouteRequest request,
        ChannelDefinition channel,
        ChannelVerdict? obstacle,
        RouteRule? rule
    ) =>
        request.Channel.Length > 0
            ? channel.Id == request.Channel
                ? ChannelVerdict.Off
                : ChannelVerdict.NotForced
            : set.Outcome == RouteOutcome.Denied
                ? ChannelVerdict.Denied
                : obstacle
                    ?? (
                        Tier(channel) > set.Candidates.Min(one => Tier(one.Channel))
                            ? channel.Mode switch
                            {
                                ChannelMode.Paused => ChannelVerdict.Paused,
                                ChannelMode.Draining => ChannelVerdict.Draining,
                                _ => ChannelVerdict.Down,
                            }
                        : rule?.Preference == RoutePreference.Price ? ChannelVerdict.Price
                        : ChannelVerdict.Order
                    );

    /// <summary>A test names its channel: that one or none, whatever state it is in.</summary>
    private CandidateSet FindForced(in RouteRequest request)
    {
        var id = request.Channel;
        return channels.FirstOrDefault(channel => channel.Id == id && channel.Enabled) is { } forced
            ? new CandidateSet(
                RouteOutcome.Chosen,
                [new RouteCandidate(forced, 1, "test")],
                request.Lane,
                null,
                ""
            )
            : new CandidateSet(RouteOutcome.NoRoute, [], request.Lane, null, $"{id}:off", request.Kind);
    }

    private CandidateSet Find(in RouteRequest request, in NumberMatch match, RouteRule? rule)
    {
        var passedOver = new List<string>();
        var open = new List<ChannelDefinition>();
        var later = new List<ChannelDefinition>();
        var unregistered = false;
        var linked = false;
        for (var place = 0; place < channels.Count; place++)
        {
            var channel = channels[place];
            switch (Obstacle(channel, place, request, match, rule))
            {
                case null:
                    open.Add(channel);
                    break;
                case ChannelVerdict.Province:
                    passedOver.Add($"{channel.Id}:province");
                    break;
                case ChannelVerdict.Link:
                    linked = true;
                    passedOver.Add($"{channel.Id}:link");
                    break;
                case ChannelVerdict.Signature:
                    unregistered = true;
                    passedOver.Add($"{channel.Id}:signature");
                    break;
                case ChannelVerdict.Hours:
                    later.Add(channel);
                    passedOver.Add($"{channel.Id}:hours");
                    break;
            }
        }

        if (open.Count > 0)
        {
            var candidates = Rank(open, rule, passedOver);
            return new CandidateSet(
                RouteOutcome.Chosen,
                candidates,
                request.Lane,
                rule?.Id,
                string.Join(',', passedOver)
            );
        }

        var outcome =
            later.Count > 0 ? RouteOutcome.Closed
            : unregistered ? RouteOutcome.SignatureUnregistered
            : linked ? RouteOutcome.LinkNotAllowed
            : RouteOutcome.NoRoute;
        return new CandidateSet(
            outcome,
            later.ConvertAll(channel => new RouteCandidate(channel, 0, "hours")),
            request.Lane,
            rule?.Id,
            string.Join(',', passedOver),
            request.Kind,
            withinRule: rule is { FallThrough: false, Channels.Count: > 0 }
        );
    }

    /// <summary>Why a channel can't take the message; null when it can, though it may be paused or down.</summary>
    private ChannelVerdict? Obstacle(
        ChannelDefinition channel,
        int place,
        in RouteRequest request,
        in NumberMatch match,
        RouteRule? rule
    ) =>
        !channel.Enabled ? ChannelVerdict.Off
        : channel.Weight <= 0 ? ChannelVerdict.Weightless
        : channel.Kind != request.Kind ? ChannelVerdict.Kind
        : !channel.Reaches(match.Carrier) ? ChannelVerdict.Carrier
        : !channel.Carries(request.Lane) ? ChannelVerdict.Lane
        : rule is not null && rule.Channels.Count > 0 && !rule.Channels.Contains(channel.Id)
            ? ChannelVerdict.Rule
        : channel.Provinces.Count > 0 && !channel.Provinces.Contains(match.Province ?? "")
            ? ChannelVerdict.Province
        : !Takes(channel.LinkPolicy, request.Links) ? ChannelVerdict.Link
        : channel.SignatureRequired
        && !signatures.Covers(request.Signature, match.Carrier, channel.AccessNumber, now)
            ? ChannelVerdict.Signature
        : (closed & (1UL << (place & 63))) != 0 ? ChannelVerdict.Hours
        : null;

    private static bool Takes(LinkPolicy policy, LinkKind links) =>
        policy switch
        {
            LinkPolicy.Any => true,
            LinkPolicy.Own => links != LinkKind.Foreign,
            _ => links == LinkKind.None,
        };

    /// <summary>
    /// Those that work, before those that are down, before those that the operator has stopped: a message that no other
    /// channel can take waits where it can.
    /// </summary>
    private static List<RouteCandidate> Rank(
        List<ChannelDefinition> open,
        RouteRule? rule,
        List<string> passedOver
    )
    {
        var best = open.Min(Tier);
        passedOver.AddRange(open.Where(channel => Tier(channel) > best).Select(Name));
        var fitting = open.FindAll(channel => Tier(channel) == best);
        var reason = "only";
        switch (rule?.Preference)
        {
            case RoutePreference.Price when fitting.Count > 1:
                var lowest = fitting.Min(channel => channel.Price);
                fitting = fitting.FindAll(channel => channel.Price == lowest);
                reason = "price";
                break;
            case RoutePreference.Order when fitting.Count > 1 && rule.Channels.Count > 0:
                fitting = [fitting.MinBy(channel => rule.Channels.ToList().IndexOf(channel.Id))!];
                reason = "order";
                break;
        }

        var total = 0;
        return fitting.ConvertAll(channel => new RouteCandidate(
            channel,
            total += channel.EffectiveWeight,
            reason
        ));
    }

    private static int Tier(ChannelDefinition channel) =>
        channel.Mode != ChannelMode.Running ? 2
        : channel.HealthShare <= 0 ? 1
        : 0;

    private static string Name(ChannelDefinition channel) =>
        channel.Mode switch
        {
            ChannelMode.Paused => $"{channel.Id}:paused",
            ChannelMode.Draining => $"{channel.Id}:draining",
            _ => $"{channel.Id}:down",
        };
}
