using System.Collections.Concurrent;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;

namespace Yixun.Core.Routing;

/// <summary>Chooses a channel for a number and a lane. Immutable; a change makes a new table.</summary>
public sealed class RouteTable
{
    private readonly NumberSegmentTable _numbers;
    private readonly Candidate[]?[] _candidates;
    private readonly ConcurrentDictionary<
        (string? Prefix, bool Ported, int Slot, int Choice),
        string
    > _reasons = new();

    public RouteTable(NumberSegmentTable numbers, IEnumerable<ChannelDefinition> channels)
    {
        _numbers = numbers;
        Channels = [.. channels];
        var carriers = Enum.GetValues<Carrier>();
        _candidates = new Candidate[]?[carriers.Length * Lanes.Count];
        foreach (var carrier in carriers)
        {
            foreach (var lane in Lanes.All)
            {
                var total = 0;
                var fitting = Channels
                    .Where(channel =>
                        channel.Enabled
                        && channel.Weight > 0
                        && Reaches(channel, carrier)
                        && channel.Carries(lane)
                    )
                    .Select(channel => new Candidate(channel, total += channel.Weight))
                    .ToArray();
                _candidates[Slot(carrier, lane)] = fitting.Length == 0 ? null : fitting;
            }
        }
    }

    /// <summary>All channels, also those that are off.</summary>
    public IReadOnlyList<ChannelDefinition> Channels { get; }

    /// <summary>Decides. Several channels share by weight, spread by the message's id.</summary>
    public RouteDecision Choose(PhoneNumber number, Lane lane, long messageId)
    {
        var match = _numbers.Find(number);
        var slot = Slot(match.Carrier, lane);
        var candidates = _candidates[slot];
        if (candidates is null)
        {
            return new RouteDecision(match.Carrier, null, Reason(match, slot, -1, lane));
        }

        var choice = 0;
        if (candidates.Length > 1)
        {
            var point = (int)(Spread(messageId) % (ulong)candidates[^1].CumulatedWeight);
            while (candidates[choice].CumulatedWeight <= point)
            {
                choice++;
            }
        }

        return new RouteDecision(
            match.Carrier,
            candidates[choice].Channel,
            Reason(match, slot, choice, lane)
        );
    }

    private static bool Reaches(ChannelDefinition channel, Carrier carrier) =>
        channel.Carriers.Contains(carrier)
        // Broadnet's users are on China Mobile's network; a number outside the plan goes where a channel reaches all three.
        || (carrier == Carrier.Broadnet && channel.Carriers.Contains(Carrier.Mobile))
        || (
            carrier == Carrier.Unknown
            && channel.Carriers.Contains(Carrier.Mobile)
            && channel.Carriers.Contains(Carrier.Unicom)
            && channel.Carriers.Contains(Carrier.Telecom)
        );

    private static int Slot(Carrier carrier, Lane lane) => ((int)carrier * Lanes.Count) + (int)lane;

    /// <summary>
    /// Mixes every bit of the id into every other (the finaliser of MurmurHash3): of ids made one by one, only the
    /// milliseconds in the upper bits differ, and the remainder by a small weight is taken from the lower ones.
    /// </summary>
    private static ulong Spread(long id)
    {
        var mixed = (ulong)id;
        mixed = (mixed ^ (mixed >> 33)) * 0xFF51AFD7ED558CCDUL;
        mixed = (mixed ^ (mixed >> 33)) * 0xC4CEB9FE1A85EC53UL;
        return mixed ^ (mixed >> 33);
    }

    private string Reason(NumberMatch match, int slot, int choice, Lane lane)
    {
        var key = (match.Prefix, match.Ported, slot, choice);
        if (_reasons.TryGetValue(key, out var reason))
        {
            return reason;
        }

        var carrier =
            match.Ported ? $"carrier={match.Carrier} by=ported"
            : match.Prefix is null ? "carrier=Unknown by=no-prefix"
            : $"carrier={match.Carrier} by=prefix:{match.Prefix}";
        if (choice < 0)
        {
            reason = $"{carrier}; channel=none lane={Lanes.NameOf(lane)}";
        }
        else
        {
            var candidates = _candidates[slot]!;
            var previous = choice == 0 ? 0 : candidates[choice - 1].CumulatedWeight;
            var why =
                candidates.Length == 1
                    ? "only"
                    : $"weight:{candidates[choice].CumulatedWeight - previous}/{candidates[^1].CumulatedWeight}";
            reason = $"{carrier}; channel={candidates[choice].Channel.Id} by={why}";
        }

        return _reasons.GetOrAdd(key, reason);
    }

    private sealed record Candidate(ChannelDefinition Channel, int CumulatedWeight);
}
