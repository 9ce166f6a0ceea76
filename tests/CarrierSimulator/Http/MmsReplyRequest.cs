namespace Yixun.CarrierSimulator.Http;

/// <param name="From">The phone.</param>
/// <param name="To">The access number with its extension.</param>
/// <param name="Subject">At most 200 characters.</param>
/// <param name="Text">At most 5,000 characters.</param>
/// <param name="Media">At most 20.</param>
/// <param name="Gateway">Name of an MMSC; null lets the access numbers choose.</param>
internal sealed record MmsReplyRequest(
    string? From,
    string? To,
    string? Subject,
    string? Text,
    IReadOnlyList<MmsMediumRequest>? Media,
    string? Gateway
);
