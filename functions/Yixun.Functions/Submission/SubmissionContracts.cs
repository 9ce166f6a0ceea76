namespace Yixun.Functions.Submission;

/// <summary>One text for many numbers.</summary>
/// <param name="ClientId">The caller's id of this submission, 1 to 64 visible ASCII characters; a repetition with the same
/// body gets the first answer and sends nothing.</param>
/// <param name="Lane">critical, otp, care, reminder, followup or promotion.</param>
/// <param name="Signature">Without brackets; default: the system's.</param>
/// <param name="Content">The text; or a template.</param>
/// <param name="TemplateId">Id of an enabled template; then <paramref name="Variables"/> fills it.</param>
/// <param name="Variables">Values by variable name.</param>
/// <param name="To">1 to 1,000 numbers.</param>
/// <param name="ScheduledAt">ISO 8601 with offset, within 90 days.</param>
/// <param name="Extension">1 to 8 digits appended to the access number, behind those of the system or department; replies
/// carry them back.</param>
/// <param name="Department">Name of a department with digits of its own; they take the place of the system's.</param>
public sealed record SubmitRequest(
    string Lane,
    IReadOnlyList<string> To,
    string? ClientId = null,
    string? Signature = null,
    string? Content = null,
    string? TemplateId = null,
    IReadOnlyDictionary<string, string>? Variables = null,
    string? ScheduledAt = null,
    string? Extension = null,
    string? Department = null
);

/// <summary>A text for each number.</summary>
/// <param name="ClientId">As in <see cref="SubmitRequest"/>.</param>
/// <param name="Lane">As in <see cref="SubmitRequest"/>.</param>
/// <param name="Signature">As in <see cref="SubmitRequest"/>.</param>
/// <param name="Messages">1 to 1,000 messages.</param>
/// <param name="Extension">As in <see cref="SubmitRequest"/>.</param>
/// <param name="Department">As in <see cref="SubmitRequest"/>.</param>
public sealed record PersonalisedRequest(
    string Lane,
    IReadOnlyList<PersonalisedMessage> Messages,
    string? ClientId = null,
    string? Signature = null,
    string? Extension = null,
    string? Department = null
);

/// <param name="To">One number.</param>
/// <param name="Content">The text; or a template.</param>
/// <param name="TemplateId">Id of an enabled template.</param>
/// <param name="Variables">Values by variable name.</param>
/// <param name="ClientId">The caller's id of this very message: a repetition is answered with the first id and not sent.</param>
public sealed record PersonalisedMessage(
    string To,
    string? Content = null,
    string? TemplateId = null,
    IReadOnlyDictionary<string, string>? Variables = null,
    string? ClientId = null
);

/// <summary>What was accepted.</summary>
/// <param name="BatchId">Id of the submission.</param>
/// <param name="Messages">Accepted messages, in the order of the request.</param>
/// <param name="Rejected">Refused ones, each with its reason.</param>
/// <param name="Segments">Billable segments of all accepted messages.</param>
public sealed record SubmitAnswer(
    string BatchId,
    IReadOnlyList<AcceptedMessage> Messages,
    IReadOnlyList<RejectedRecipient> Rejected,
    int Segments
);

/// <param name="Id">Message id.</param>
/// <param name="To">The number, 11 digits.</param>
/// <param name="ClientId">The message's own clientId, where it has one.</param>
public sealed record AcceptedMessage(string Id, string To, string? ClientId = null);

/// <param name="To">The number as it came.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Message">Chinese.</param>
public sealed record RejectedRecipient(string To, string Code, string Message);
