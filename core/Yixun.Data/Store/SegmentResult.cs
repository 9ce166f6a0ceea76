namespace Yixun.Data.Store;

/// <summary>
/// What is known of one segment since the last time: the carrier's answer, a report, or both at once.
/// </summary>
/// <param name="MessageId">The message.</param>
/// <param name="Segment">1-based.</param>
/// <param name="Segments">Segments of the message.</param>
/// <param name="ChannelId">Where it was submitted.</param>
/// <param name="Answer">What the carrier answered; None when only a report is told.</param>
/// <param name="CarrierId">The carrier's id; null when it gave none.</param>
/// <param name="AnswerCode">Why it was refused or is uncertain.</param>
/// <param name="AnsweredAt">Unix milliseconds.</param>
/// <param name="Status">Status word of the report; null when none is told.</param>
/// <param name="ReportedAt">Unix milliseconds; 0 without a report.</param>
public readonly record struct SegmentResult(
    long MessageId,
    int Segment,
    int Segments,
    string ChannelId,
    SubmitAnswer Answer,
    string? CarrierId,
    string? AnswerCode,
    long AnsweredAt,
    string? Status,
    long ReportedAt
);

public enum SubmitAnswer : byte
{
    None = 0,
    Accepted = 1,
    Refused = 2,
    Uncertain = 3,
}
