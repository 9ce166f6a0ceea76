using Yixun.Data.Store;

namespace Yixun.Data.Tests;

/// <summary>What a carrier says, as the receipts function hands it to the store.</summary>
internal static class Segments
{
    public const long AnsweredAt = 1_800_000_000_000;
    public const long ReportedAt = AnsweredAt + 5_000;

    public static string CarrierId(long messageId, int segment = 1) => $"c{messageId}-{segment}";

    public static SegmentResult Accepted(
        long messageId,
        int segment = 1,
        int segments = 1,
        string? status = null
    ) =>
        new(
            messageId,
            segment,
            segments,
            TemporaryStore.Channel,
            SubmitAnswer.Accepted,
            CarrierId(messageId, segment),
            null,
            AnsweredAt,
            status,
            status is null ? 0 : ReportedAt
        );

    public static SegmentResult Refused(
        long messageId,
        int segment = 1,
        int segments = 1,
        string code = "SUBMIT:13"
    ) =>
        new(
            messageId,
            segment,
            segments,
            TemporaryStore.Channel,
            SubmitAnswer.Refused,
            null,
            code,
            AnsweredAt,
            null,
            0
        );

    public static SegmentResult Uncertain(
        long messageId,
        int segment = 1,
        int segments = 1,
        long at = AnsweredAt
    ) =>
        new(
            messageId,
            segment,
            segments,
            TemporaryStore.Channel,
            SubmitAnswer.Uncertain,
            null,
            "link_lost",
            at,
            null,
            0
        );

    /// <summary>A report whose message the daemon remembered.</summary>
    public static SegmentResult Report(
        long messageId,
        string status = "DELIVRD",
        int segment = 1,
        int segments = 1
    ) =>
        new(
            messageId,
            segment,
            segments,
            TemporaryStore.Channel,
            SubmitAnswer.None,
            CarrierId(messageId, segment),
            null,
            0,
            status,
            ReportedAt
        );

    /// <summary>A report of which only the carrier's id is known.</summary>
    public static CarrierReportResult Unmatched(
        long messageId,
        string status = "DELIVRD",
        int segment = 1,
        string channel = TemporaryStore.Channel
    ) => new(channel, CarrierId(messageId, segment), status, ReportedAt);
}
