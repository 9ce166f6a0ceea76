namespace Yixun.Functions.Callbacks;

/// <summary>Where a system is told of things.</summary>
/// <param name="Url">
/// http or https, without user name and fragment; null: nowhere. As it is shown, with "?***": the one that is stored.
/// </param>
/// <param name="Events">reply; empty: only what rules forward.</param>
public sealed record SystemCallbackRequest(string? Url = null, IReadOnlyList<string>? Events = null);

/// <param name="Url">Where the system is told, its query shown as "?***"; null: nowhere.</param>
/// <param name="Events">What it is told of.</param>
/// <param name="HasSecret">A secret was made.</param>
public sealed record SystemCallbackView(string? Url, IReadOnlyList<string> Events, bool HasSecret);

/// <summary>A new callback secret, told this once.</summary>
/// <param name="Key">Key id of the system.</param>
/// <param name="Secret">What callbacks are signed with.</param>
public sealed record SystemCallbackSecret(string Key, string Secret);

/// <param name="Delivered">The address took the test.</param>
/// <param name="Status">HTTP status; null: no answer.</param>
/// <param name="Error">Why it did not.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record CallbackTestView(bool Delivered, int? Status, string? Error, int Milliseconds);

/// <param name="Items">One page, newest first.</param>
/// <param name="Next">Give it as <c>before</c> for the next page; null at the end.</param>
public sealed record CallbackPage(IReadOnlyList<CallbackView> Items, string? Next);

/// <param name="Id">Callback id.</param>
/// <param name="System">Key of the system.</param>
/// <param name="Kind">reply.</param>
/// <param name="SubjectId">Id of the reply or message that it tells of.</param>
/// <param name="State">pending, delivered or failed.</param>
/// <param name="Tries">Tries so far, since it was pushed last.</param>
/// <param name="NextTryAt">When it is tried next.</param>
/// <param name="LastStatus">HTTP status of the last try.</param>
/// <param name="LastError">Why the last try failed.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="DeliveredAt">When the system took it.</param>
public sealed record CallbackView(
    string Id,
    string System,
    string Kind,
    string SubjectId,
    string State,
    int Tries,
    DateTimeOffset? NextTryAt,
    int? LastStatus,
    string? LastError,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DeliveredAt
);
