namespace Yixun.Functions.Routes;

/// <summary>A message to try the routes with; none is made.</summary>
/// <param name="To">The number.</param>
/// <param name="Lane">Lane name.</param>
/// <param name="System">Key of the connected system that would send; default: none.</param>
/// <param name="Content">Its text, from which signature and links are taken.</param>
/// <param name="Signature">Without brackets; where the content has none.</param>
/// <param name="Kind">sms or mms.</param>
/// <param name="At">ISO 8601; default: now.</param>
public sealed record RouteExplainRequest(
    string To,
    string Lane,
    string? System = null,
    string? Content = null,
    string? Signature = null,
    string Kind = "sms",
    DateTimeOffset? At = null
);

/// <param name="Outcome">chosen, noroute, denied, signatureunregistered, linknotallowed or closed.</param>
/// <param name="Carrier">Whose network.</param>
/// <param name="Province">Where the number is from, where that is known.</param>
/// <param name="Channel">Id of the channel; null: none.</param>
/// <param name="OpensAt">When the first channel opens, where all are closed.</param>
/// <param name="Routing">As it would be recorded.</param>
/// <param name="RoutingText">The same in Chinese.</param>
/// <param name="Rules">Every rule, in order.</param>
/// <param name="Channels">Every channel.</param>
public sealed record RouteExplainAnswer(
    string Outcome,
    string Carrier,
    string? Province,
    string? Channel,
    DateTimeOffset? OpensAt,
    string Routing,
    IReadOnlyList<string> RoutingText,
    IReadOnlyList<RuleAnswerView> Rules,
    IReadOnlyList<ChannelAnswerView> Channels
);

/// <param name="Id">Rule id.</param>
/// <param name="Name">Rule name.</param>
/// <param name="Verdict">decides, denies, doesnothold, fallsthrough or notasked.</param>
/// <param name="Unmet">The first condition that does not hold: carrier, lane, system, province, signature, ported or link.</param>
/// <param name="Text">Chinese.</param>
public sealed record RuleAnswerView(string Id, string Name, string Verdict, string? Unmet, string Text);

/// <param name="Id">Channel id.</param>
/// <param name="Name">Channel name.</param>
/// <param name="Verdict">chosen, shares, or why not: off, weightless, kind, carrier, lane, rule, province, link, signature,
/// hours, paused, draining, down, price, order, denied.</param>
/// <param name="Share">Percent of messages like this one that go over it.</param>
/// <param name="Text">Chinese.</param>
public sealed record ChannelAnswerView(string Id, string Name, string Verdict, int Share, string Text);
