namespace Yixun.Functions.Mms;

/// <summary>One MMS for many numbers.</summary>
/// <param name="Lane">critical, otp, care, reminder, followup or promotion.</param>
/// <param name="To">1 to 1,000 numbers.</param>
/// <param name="Subject">Shown first; the signature is put in front.</param>
/// <param name="Slides">Pages, in order.</param>
/// <param name="ClientId">The caller's id of this submission, 1 to 64 visible ASCII characters.</param>
/// <param name="Signature">Without brackets; default: the system's.</param>
/// <param name="ScheduledAt">ISO 8601 with offset, within 90 days.</param>
/// <param name="Extension">1 to 8 digits appended to the access number.</param>
/// <param name="Department">Whose digits the number gets that is shown; as in a short message.</param>
/// <param name="Fallback">What to do for numbers that no MMS channel reaches; default: they fail.</param>
public sealed record SubmitMmsRequest(
    string Lane,
    IReadOnlyList<string> To,
    string Subject,
    IReadOnlyList<MmsSlideRequest> Slides,
    string? ClientId = null,
    string? Signature = null,
    string? ScheduledAt = null,
    string? Extension = null,
    MmsFallbackRequest? Fallback = null,
    string? Department = null
);

/// <param name="Media">At most one picture or video, and at most one sound.</param>
/// <param name="Text">Text of the page.</param>
/// <param name="Seconds">How long it is shown, up to 600; default 5.</param>
public sealed record MmsSlideRequest(
    IReadOnlyList<MmsMediumRequest>? Media = null,
    string? Text = null,
    double? Seconds = null
);

/// <param name="Type">Content type; default: what the file's first octets show. Must be what they show.</param>
/// <param name="Name">File name, for records.</param>
/// <param name="Base64">The file; or <paramref name="File"/>.</param>
/// <param name="File">Name of the form's part with the file (multipart/form-data).</param>
public sealed record MmsMediumRequest(
    string? Type = null,
    string? Name = null,
    byte[]? Base64 = null,
    string? File = null
);

/// <param name="Sms">True: a short message with a link takes the place of the MMS.</param>
/// <param name="Content">Its text before the link; default: the subject.</param>
public sealed record MmsFallbackRequest(bool Sms, string? Content = null);
