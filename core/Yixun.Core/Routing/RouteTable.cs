using System.Collections.Concurrent;
using Yixun.Core.Numbers;
using Yixun.Core.Text;

namespace Yixun.Core.Routing;

/// <summary>
/// Chooses a channel: by the number's network, ported numbers, lane, system, signature and its registration, links,
/// province, the site's rules, hours, health, weight and price. Immutable; a change makes a new table. What is the same
/// for many messages is worked out once, so a choice costs a look-up.
/// </summary>
public sealed class RouteTable
{
    /// <summary>Texts make the keys, so there is a limit to how many are kept.</summary>
    private const int MaximumSets = 20_000;

    private readonly NumberSegmentTable _numbers;
    private readonly RouteRule[] _rules;
    private readonly RegisteredSignatures _signatures;
    private readonly TimeSpan _zone;
    private readonly int[] _withHours;
    private readonly ConcurrentDictionary<SetKey, CandidateSet> _sets = new();

    /// <param name="rules">In the order in which they are asked.</param>
    /// <param name="zone">The hospital's offset from UTC; null: +08:00.</param>
    public RouteTable(
        NumberSegmentTable numbers,
        IEnumerable<ChannelDefinition> channels,
        IEnumerable<RouteRule>? rules = null,
        RegisteredSignatures? signatures = null,
        TimeSpan? zone = null
    )
    {
        _numbers = numbers;
        Channels = [.. channels];
        _rules = [.. rules ?? []];
        _signatures = signatures ?? RegisteredSignatures.None;
        _zone = zone ?? TimeSpan.FromHours(8);
        _withHours =
        [
            .. Enumerable
                .Range(0, Channels.Count)
                .Where(index => Channels[index].HoursFrom != Channels[index].HoursTo),
        ];
    }

    /// <summary>All channels, also those that are off.</summary>
    public IReadOnlyList<ChannelDefinition> Channels { get; }

    /// <summary>The rules that are switched on, in the order in which they are asked.</summary>
    public IReadOnlyList<RouteRule> Rules => _rules;

    /// <summary>Whose a number is.</summary>
    public NumberMatch Find(PhoneNumber number) => _numbers.Find(number);

    /// <summary>The same number plan and registrations with other channels and rules.</summary>
    public RouteTable With(IEnumerable<ChannelDefinition> channels, IEnumerable<RouteRule> rules) =>
        new(_numbers, channels, rules, _signatures, _zone);

    /// <summary>The same table as if one channel were not there: where its messages could go instead.</summary>
    public RouteTable Without(string channelId) =>
        With(Channels.Where(channel => channel.Id != channelId), _rules);

    /// <summary>Decides. Several channels share by weight, spread by the message's id.</summary>
    public RouteDecision Choose(in RouteRequest request, DateTimeOffset now)
    {
        var match = _numbers.Find(request.Number);
        var local = now.ToOffset(_zone);
        var key = new SetKey(
            match.Carrier,
            match.Ported,
            match.Province,
            request.Lane,
            request.System,
            request.Signature,
            request.Links,
            request.Kind,
            request.Channel,
            ClosedNow(local),
            _signatures.ExpiredBy(now)
        );
        if (!_sets.TryGetValue(key, out var set))
        {
            if (_sets.Count >= MaximumSets)
            {
                _sets.Clear();
            }

            set = _sets.GetOrAdd(key, SearchAt(now, key.Closed).Find(request, match));
        }

        return Decide(set, set.Choose(Spread(request.MessageId)), match, local);
    }

    /// <summary>What <see cref="Choose"/> would decide, with what became of every rule and channel.</summary>
    public RouteInquiry Explain(in RouteRequest request, DateTimeOffset now)
    {
        var match = _numbers.Find(request.Number);
        var local = now.ToOffset(_zone);
        var search = SearchAt(now, ClosedNow(local));
        var asked = new List<RuleAnswer>();
        var set = search.Find(request, match, asked);
        asked.AddRange(_rules.Skip(asked.Count).Select(rule => new RuleAnswer(rule, RuleVerdict.NotAsked)));
        var choice = set.Choose(Spread(request.MessageId));
        return new RouteInquiry(
            Decide(set, choice, match, local),
            match,
            asked,
            search.Judge(set, request, match, choice)
        );
    }

    /// <summary>
    /// True when no channel that carries such messages could send a signature: every one takes only registered ones, and
    /// for none of its networks this one is. False when there is no channel at all, which is another trouble.
    /// </summary>
    public bool IsRegisteredNowhere(
        string? signature,
        Messages.Lane lane,
        ChannelKind kind,
        DateTimeOffset at
    )
    {
        var any = false;
        foreach (var channel in Channels)
        {
            if (!channel.Enabled || channel.Weight <= 0 || channel.Kind != kind || !channel.Carries(lane))
            {
                continue;
            }

            if (
                !channel.SignatureRequired
                || channel.Carriers.Any(carrier =>
                    _signatures.Covers(signature, carrier, channel.AccessNumber, at)
                )
            )
            {
                return false;
            }

            any = true;
        }

        return any;
    }

    private CandidateSearch SearchAt(DateTimeOffset now, ulong closed) =>
        new(Channels, _rules, _signatures, now, closed);

    private static RouteDecision Decide(
        CandidateSet set,
        int choice,
        in NumberMatch match,
        DateTimeOffset local
    ) =>
        new(
            set.Outcome,
            match.Carrier,
            choice < 0 ? null : set.Candidates[choice].Channel,
            set.Reason(match, choice),
            set.Outcome == RouteOutcome.Closed ? OpeningOf(set, local) : null
        );

    /// <summary>Which channels are closed at this hour, as a set of bits over their places; more than 64 share bits.</summary>
    private ulong ClosedNow(DateTimeOffset local)
    {
        var closed = 0UL;
        foreach (var index in _withHours)
        {
            if (Channels[index].OpensAt(local) is not null)
            {
                closed |= 1UL << (index & 63);
            }
        }

        return closed;
    }

    private static DateTimeOffset? OpeningOf(CandidateSet set, DateTimeOffset local) =>
        set.Candidates.Min(candidate => candidate.Channel.OpensAt(local));

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

    private readonly record struct SetKey(
        Carrier Carrier,
        bool Ported,
        string? Province,
        Messages.Lane Lane,
        string System,
        string? Signature,
        LinkKind Links,
        ChannelKind Kind,
        string Channel,
        ulong Closed,
        int Expired
    );
}
