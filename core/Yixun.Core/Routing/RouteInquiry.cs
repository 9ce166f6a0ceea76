using Yixun.Core.Numbers;

namespace Yixun.Core.Routing;

/// <summary>What would happen to a message now, and why.</summary>
/// <param name="Decision">As dispatch would get it.</param>
/// <param name="Match">What the number plan says of the number.</param>
/// <param name="Rules">Every rule, in the order in which they are asked.</param>
/// <param name="Channels">Every channel.</param>
public sealed record RouteInquiry(
    RouteDecision Decision,
    NumberMatch Match,
    IReadOnlyList<RuleAnswer> Rules,
    IReadOnlyList<ChannelAnswer> Channels
);

/// <param name="Rule">The rule.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Unmet">The first condition that does not hold, where one does not.</param>
public sealed record RuleAnswer(RouteRule Rule, RuleVerdict Verdict, RouteCondition? Unmet = null);

/// <param name="Channel">The channel.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Share">Percent of the messages that are alike which it takes.</param>
public sealed record ChannelAnswer(ChannelDefinition Channel, ChannelVerdict Verdict, int Share = 0);
