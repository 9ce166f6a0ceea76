namespace Yixun.Functions.Admin;

/// <param name="Phone">The number.</param>
/// <param name="Reason">Why, 1 to 200 characters.</param>
public sealed record BlacklistRequest(string Phone, string Reason);

/// <param name="Id">Row id.</param>
/// <param name="Phone">Masked.</param>
/// <param name="Reason">Why.</param>
/// <param name="CreatedBy">Account.</param>
/// <param name="CreatedAt">When.</param>
public sealed record BlacklistView(
    string Id,
    string Phone,
    string Reason,
    string CreatedBy,
    DateTimeOffset CreatedAt
);

/// <param name="Phone">The number.</param>
public sealed record OptOutRequest(string Phone);

/// <param name="Id">Row id.</param>
/// <param name="Phone">Masked.</param>
/// <param name="Source">"reply", or the account that entered it.</param>
/// <param name="CreatedAt">When.</param>
public sealed record OptOutView(string Id, string Phone, string Source, DateTimeOffset CreatedAt);

/// <param name="Carrier">mobile, unicom, telecom, broadnet or satellite.</param>
/// <param name="Kind">own, resale or satellite.</param>
/// <param name="Province">Short name: 广东; null: unknown.</param>
public sealed record NumberSegmentRequest(string Carrier, string Kind, string? Province = null);

/// <param name="Prefix">3 to 7 digits.</param>
/// <param name="Carrier">Whose network.</param>
/// <param name="Kind">Whose customers.</param>
/// <param name="Province">Where they live; null: unknown.</param>
public sealed record NumberSegmentView(string Prefix, string Carrier, string Kind, string? Province);

/// <param name="Phone">The number.</param>
/// <param name="Carrier">The carrier that it moved to.</param>
public sealed record PortedNumberRequest(string Phone, string Carrier);

/// <param name="Id">Row id.</param>
/// <param name="Phone">Masked.</param>
/// <param name="Carrier">The carrier that it moved to.</param>
/// <param name="UpdatedAt">When.</param>
public sealed record PortedNumberView(string Id, string Phone, string Carrier, DateTimeOffset UpdatedAt);

/// <param name="Items">One page, newest first.</param>
/// <param name="Next">Give it as <c>before</c> for the next page; null at the end.</param>
public sealed record BlacklistPage(IReadOnlyList<BlacklistView> Items, string? Next);

/// <inheritdoc cref="BlacklistPage"/>
public sealed record OptOutPage(IReadOnlyList<OptOutView> Items, string? Next);

/// <inheritdoc cref="BlacklistPage"/>
public sealed record PortedNumberPage(IReadOnlyList<PortedNumberView> Items, string? Next);
