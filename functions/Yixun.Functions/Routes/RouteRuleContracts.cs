namespace Yixun.Functions.Routes;

/// <summary>A routing rule. An empty condition holds always; the first rule whose conditions all hold decides.</summary>
/// <param name="Name">1 to 64 characters.</param>
/// <param name="Enabled">False: it is not asked.</param>
/// <param name="Carriers">mobile, unicom, telecom, broadnet or satellite.</param>
/// <param name="Lanes">Lane names.</param>
/// <param name="Systems">Keys of connected systems.</param>
/// <param name="Provinces">Short names: 广东.</param>
/// <param name="Signatures">Without brackets.</param>
/// <param name="Ported">Only numbers that changed their carrier, or only others.</param>
/// <param name="HasLink">Only texts with a link, or only others.</param>
/// <param name="Deny">Nothing is sent; then no channels.</param>
/// <param name="Channels">Ids of the channels that may carry them; all when empty.</param>
/// <param name="Preference">weight, price, or order (of the channels).</param>
/// <param name="FallThrough">When none of the channels can take it, the next rules are asked.</param>
/// <param name="Revision">As it was read; 0 for a new rule.</param>
public sealed record RouteRuleRequest(
    string Name,
    bool Enabled = true,
    IReadOnlyList<string>? Carriers = null,
    IReadOnlyList<string>? Lanes = null,
    IReadOnlyList<string>? Systems = null,
    IReadOnlyList<string>? Provinces = null,
    IReadOnlyList<string>? Signatures = null,
    bool? Ported = null,
    bool? HasLink = null,
    bool Deny = false,
    IReadOnlyList<string>? Channels = null,
    string Preference = "weight",
    bool FallThrough = false,
    long Revision = 0
);

/// <param name="Id">Rule id.</param>
/// <param name="Position">Place in the order, from 1.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
/// <param name="UpdatedBy">Account of who did.</param>
/// <inheritdoc cref="RouteRuleRequest"/>
public sealed record RouteRuleView(
    string Id,
    int Position,
    string Name,
    bool Enabled,
    IReadOnlyList<string> Carriers,
    IReadOnlyList<string> Lanes,
    IReadOnlyList<string> Systems,
    IReadOnlyList<string> Provinces,
    IReadOnlyList<string> Signatures,
    bool? Ported,
    bool? HasLink,
    bool Deny,
    IReadOnlyList<string> Channels,
    string Preference,
    bool FallThrough,
    long Revision,
    DateTimeOffset UpdatedAt,
    string UpdatedBy
);

/// <param name="Ids">Every rule's id, in the order in which they are to be asked.</param>
public sealed record RouteRuleOrder(IReadOnlyList<string> Ids);
