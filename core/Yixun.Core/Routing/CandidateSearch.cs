using Yixun.Core.Numbers;
using Yixun.Core.Text;

namespace Yixun.Core.Routing;

/// <summary>Finds the channels for messages that are alike.</summary>
/// <param name="closed">Bits of the channels that are closed at this hour, by place.</param>
internal sealed class CandidateSearch(
    IReadOnlyList<ChannelDefinition> channels,
    IReadOnlyList<RouteRule> rules,
    RegisteredSignatures signatures,
    ulong closed
)
{
    public CandidateSet Find(in RouteRequest request, in NumberMatch match)
    {
        if (request.Channel.Length > 0)
        {
            return FindForced(request);
        }

        CandidateSet? failed = null;
        foreach (var rule in rules)
        {
            if (!rule.Holds(request, match))
            {
                continue;
            }

            if (rule.Deny)
            {
                return new CandidateSet(RouteOutcome.Denied, [], request.Lane, rule.Id, "");
            }

            var found = Find(request, match, rule);
            if (found.Outcome == RouteOutcome.Chosen || !rule.FallThrough)
            {
                return found;
            }

            failed ??= found;
        }

        var rest = Find(request, match, null);
        return rest.Outcome == RouteOutcome.NoRoute && failed is not null ? failed : rest;
    }

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
            : new CandidateSet(RouteOutcome.NoRoute, [], request.Lane, null, $"{id}:off");
    }

    private CandidateSet Find(in RouteRequest request, in NumberMatch match, RouteRule? rule)
    {
        var passedOver = new List<string>();
        var open = new List<ChannelDefinition>();
        var later = new List<ChannelDefinition>();
        var unregistered = false;
        var linked = false;
        foreach (var (channel, place) in channels.Select((channel, place) => (channel, place)))
        {
            if (!CouldCarry(channel, request, match, rule))
            {
                continue;
            }

            if (channel.Provinces.Count > 0 && !channel.Provinces.Contains(match.Province ?? ""))
            {
                passedOver.Add($"{channel.Id}:province");
            }
            else if (!Takes(channel.LinkPolicy, request.Links))
            {
                linked = true;
                passedOver.Add($"{channel.Id}:link");
            }
            else if (
                channel.SignatureRequired
                && !signatures.Covers(request.Signature, match.Carrier, channel.AccessNumber)
            )
            {
                unregistered = true;
                passedOver.Add($"{channel.Id}:signature");
            }
            else if ((closed & (1UL << (place & 63))) != 0)
            {
                later.Add(channel);
                passedOver.Add($"{channel.Id}:hours");
            }
            else
            {
                open.Add(channel);
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
            string.Join(',', passedOver)
        );
    }

    private static bool CouldCarry(
        ChannelDefinition channel,
        in RouteRequest request,
        in NumberMatch match,
        RouteRule? rule
    ) =>
        channel.Enabled
        && channel.Weight > 0
        && channel.Kind == request.Kind
        && channel.Reaches(match.Carrier)
        && channel.Carries(request.Lane)
        && (rule is null || rule.Channels.Count == 0 || rule.Channels.Contains(channel.Id));

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
