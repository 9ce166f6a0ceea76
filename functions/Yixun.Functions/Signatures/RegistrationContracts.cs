namespace Yixun.Functions.Signatures;

/// <param name="Carrier">mobile, unicom or telecom (broadnet goes with mobile).</param>
/// <param name="AccessNumber">3 to 20 digits; empty: all of the carrier's.</param>
/// <param name="Reference">The carrier's number of the matter, up to 64 characters.</param>
public sealed record RegistrationRequest(string Carrier, string AccessNumber = "", string? Reference = null);

/// <param name="State">draft, submitted, registered, rejected, expired or withdrawn.</param>
/// <param name="Reason">Why; needed for rejected and withdrawn.</param>
/// <param name="At">When it happened; default: now.</param>
/// <param name="ExpiresAt">Of a registered one: its end; null: it does not end.</param>
/// <param name="Reference">The carrier's number of the matter; null leaves it.</param>
/// <param name="Revision">As it was read.</param>
public sealed record RegistrationStateRequest(
    string State,
    long Revision,
    string? Reason = null,
    DateTimeOffset? At = null,
    DateTimeOffset? ExpiresAt = null,
    string? Reference = null
);

/// <param name="Id">Row id.</param>
/// <param name="Carrier">With whom.</param>
/// <param name="AccessNumber">For which number; empty: all of the carrier's.</param>
/// <param name="State">draft, submitted, registered, rejected, expired or withdrawn.</param>
/// <param name="SubmittedAt">When it was handed in.</param>
/// <param name="RegisteredAt">When the carrier registered it.</param>
/// <param name="ExpiresAt">Its end; null: none.</param>
/// <param name="ExpiresSoon">Within 30 days.</param>
/// <param name="Reference">The carrier's number of the matter.</param>
/// <param name="RejectReason">Why the carrier refused it.</param>
/// <param name="Revision">To be given back with a change.</param>
public sealed record RegistrationView(
    string Id,
    string Carrier,
    string AccessNumber,
    string State,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset? RegisteredAt,
    DateTimeOffset? ExpiresAt,
    bool ExpiresSoon,
    string Reference,
    string RejectReason,
    long Revision
);

/// <param name="At">When.</param>
/// <param name="By">Account, or "system".</param>
/// <param name="From">State before; null: it was made.</param>
/// <param name="To">State after.</param>
/// <param name="Reason">Why.</param>
public sealed record RegistrationChangeView(
    DateTimeOffset At,
    string By,
    string? From,
    string To,
    string Reason
);

/// <param name="Id">Row id.</param>
/// <param name="Kind">license, authorization, commitment or other.</param>
/// <param name="FileName">Name as uploaded.</param>
/// <param name="ContentType">application/pdf, image/jpeg or image/png.</param>
/// <param name="Length">Octets.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="UploadedBy">Account.</param>
/// <param name="UploadedAt">When.</param>
public sealed record DocumentView(
    string Id,
    string Kind,
    string FileName,
    string ContentType,
    int Length,
    string Sha256,
    string UploadedBy,
    DateTimeOffset UploadedAt
);
