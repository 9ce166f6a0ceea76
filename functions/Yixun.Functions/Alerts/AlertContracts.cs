namespace Yixun.Functions.Alerts;

/// <param name="Id">Alert id.</param>
/// <param name="Kind">One of <see cref="Core.Alerts.AlertKinds"/>.</param>
/// <param name="Name">Chinese name of the kind.</param>
/// <param name="Channel">Channel id; null where it is about no single one.</param>
/// <param name="Severity">info, warning or critical.</param>
/// <param name="Detail">Chinese: what is wrong, as last seen.</param>
/// <param name="RaisedAt">When.</param>
/// <param name="ClearedAt">When it was over; null while it is open.</param>
/// <param name="AcknowledgedBy">Account of who has seen it.</param>
/// <param name="AcknowledgedAt">When.</param>
public sealed record AlertView(
    string Id,
    string Kind,
    string Name,
    string? Channel,
    string Severity,
    string Detail,
    DateTimeOffset RaisedAt,
    DateTimeOffset? ClearedAt,
    string? AcknowledgedBy,
    DateTimeOffset? AcknowledgedAt
);

/// <param name="Items">One page, newest first.</param>
/// <param name="Next">Give it as <c>before</c> for the next page; null at the end.</param>
public sealed record AlertPage(IReadOnlyList<AlertView> Items, string? Next);

/// <param name="Alert">The alert.</param>
/// <param name="Deliveries">Who was told, oldest first.</param>
public sealed record AlertDetailView(AlertView Alert, IReadOnlyList<AlertDeliveryView> Deliveries);

/// <param name="Target">Name of the target; null when it was removed.</param>
/// <param name="Occasion">raised, cleared or reminder.</param>
/// <param name="State">waiting, delivered, givenup or dropped.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="NextTryAt">When it is tried next.</param>
/// <param name="DoneAt">When it was over.</param>
/// <param name="LastError">Why the last try failed.</param>
public sealed record AlertDeliveryView(
    string? Target,
    string Occasion,
    string State,
    int Tries,
    DateTimeOffset? NextTryAt,
    DateTimeOffset? DoneAt,
    string? LastError
);

/// <param name="Id">Target id.</param>
/// <param name="Kind">webhook, email or sms.</param>
/// <param name="Name">Name.</param>
/// <param name="Address">Masked.</param>
/// <param name="SecretSet">Webhooks are signed.</param>
/// <param name="Kinds">Alerts that it is told of; empty: all.</param>
/// <param name="MinimumSeverity">info, warning or critical.</param>
/// <param name="QuietHours">"22:00-07:00", in which only critical alerts are told; empty: none.</param>
/// <param name="Enabled">It is told.</param>
/// <param name="UpdatedAt">Last change.</param>
/// <param name="UpdatedBy">Account of who made it.</param>
public sealed record AlertTargetView(
    string Id,
    string Kind,
    string Name,
    string Address,
    bool SecretSet,
    IReadOnlyList<string> Kinds,
    string MinimumSeverity,
    string QuietHours,
    bool Enabled,
    DateTimeOffset UpdatedAt,
    string UpdatedBy
);

/// <param name="Kind">webhook, email or sms; can't be changed.</param>
/// <param name="Name">1 to 64 characters.</param>
/// <param name="Address">URI, mail address or phone number; absent in a change: as it was.</param>
/// <param name="Secret">Signs webhooks, at least 16 characters; absent in a change: as it was; empty: unsigned.</param>
/// <param name="Kinds">Alerts that it is told of; empty: all.</param>
/// <param name="MinimumSeverity">info, warning or critical.</param>
/// <param name="QuietHours">"22:00-07:00"; empty: none.</param>
/// <param name="Enabled">False: it is told nothing.</param>
public sealed record AlertTargetRequest(
    string Kind,
    string Name,
    string? Address = null,
    string? Secret = null,
    IReadOnlyList<string>? Kinds = null,
    string MinimumSeverity = "warning",
    string QuietHours = "",
    bool Enabled = true
);

/// <param name="Id">Of the new target.</param>
public sealed record AlertTargetAdded(string Id);

/// <param name="Delivered">The target took it.</param>
/// <param name="Error">Chinese: why not.</param>
public sealed record AlertTargetTestAnswer(bool Delivered, string? Error);
