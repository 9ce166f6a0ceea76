using Yixun.Core.Messages;
using Yixun.Data.Store;

namespace Yixun.Data.Server;

/// <summary>
/// Applies answers and reports, one after another, to rows that were read and locked before; <see cref="ReceiptStatements"/>
/// reads and writes them. Nothing here touches the database.
/// </summary>
internal sealed class ReceiptApplication
{
    private const string Delivered = "DELIVRD";

    private readonly Dictionary<long, ReceiptMessage> _messages;
    private readonly ReceiptSegments _segments = new();
    private readonly Dictionary<
        (string ChannelId, string CarrierId, string Status),
        ReceiptParking
    > _parkings = [];
    private IReadOnlyList<Lane> _atLeastOnce = [];

    public ReceiptApplication(IEnumerable<ReceiptMessage> messages, IEnumerable<ReceiptSegment> segments)
    {
        _messages = messages.ToDictionary(message => message.Id);
        foreach (var segment in segments)
        {
            _segments.Add(segment);
        }
    }

    public IEnumerable<ReceiptMessage> Messages => _messages.Values;

    public IEnumerable<ReceiptSegment> Segments => _segments.All;

    public IEnumerable<ReceiptParking> Parkings => _parkings.Values;

    private ReceiptTally Tally { get; set; } = new();

    /// <summary>What follows belongs to another call.</summary>
    /// <param name="atLeastOnce">Lanes in which an uncertain message goes back to Queued.</param>
    public ReceiptTally Begin(IReadOnlyList<Lane> atLeastOnce)
    {
        _atLeastOnce = atLeastOnce;
        return Tally = new ReceiptTally();
    }

    public void Apply(in SegmentResult result, long now)
    {
        var status = IsIntermediate(result.Status) ? null : result.Status;
        if (result.Answer == SubmitAnswer.None)
        {
            if (status is not null)
            {
                ApplyReport(result with { Status = status }, now);
            }

            return;
        }

        if (Answer(result, status))
        {
            Move(result with { Status = status });
        }
        else
        {
            ApplyAgain(result, status);
        }
    }

    public void Apply(in CarrierReportResult report, long now)
    {
        if (!IsIntermediate(report.Status) && !TryMatch(report, now))
        {
            Park(report, now);
        }
    }

    /// <summary>
    /// Applies a report to the newest segment with its carrier id; to all of them that the receiver read the message.
    /// </summary>
    /// <returns>False when there is none.</returns>
    /// <param name="now">Unix milliseconds: older messages than <see cref="ReportReach"/> says are not found.</param>
    public bool TryMatch(in CarrierReportResult report, long now)
    {
        if (
            _segments.Newest(report.ChannelId, report.CarrierId) is not { } segment
            || ReportReach.FirstOf(segment.MessageId, DateTimeOffset.FromUnixTimeMilliseconds(now))
                is not { } first
        )
        {
            return false;
        }

        if (report.IsRead)
        {
            SetRead(segment, report.At, first);
            return true;
        }

        if (!TrySetStatus(segment, report.Status, report.At))
        {
            Tally.Duplicates++;
            return true;
        }

        Move(
            new SegmentResult(
                segment.MessageId,
                segment.Index,
                segment.Total,
                report.ChannelId,
                SubmitAnswer.None,
                report.CarrierId,
                null,
                0,
                report.Status,
                report.At
            )
        );
        return true;
    }

    /// <summary>Another report follows (CMPP: ACCEPTD; SGIP's state 1 and SMPP's notifications: ENROUTE).</summary>
    private static bool IsIntermediate(string? status) => status is "ACCEPTD" or "ENROUTE" or "SCHEDULED";

    /// <summary>Why a segment is uncertain; any other reason of one without a carrier id says that it was refused.</summary>
    private static bool IsDoubt(string? result) =>
        result is MessageReasons.LinkLost or MessageReasons.ResponseTimeout or MessageReasons.ProcessRestart;

    private static bool TrySetStatus(ReceiptSegment segment, string status, long at)
    {
        if (segment.Status is not null)
        {
            return false;
        }

        (segment.Status, segment.ReportedAt, segment.IsChanged) = (status, at, true);
        return true;
    }

    /// <summary>The first time counts.</summary>
    private static void SetRead(ReceiptSegment newest, long at, long first)
    {
        for (var segment = newest; segment is not null; segment = segment.Older)
        {
            if (segment.ReadAt is null && segment.MessageId >= first)
            {
                (segment.ReadAt, segment.IsChanged) = (at, true);
            }
        }
    }

    private static string? Greater(string? one, string? other) =>
        string.CompareOrdinal(one, other) >= 0 ? one : other;

    private void ApplyReport(in SegmentResult result, long now)
    {
        if (_segments.Find(result.MessageId, result.Segment) is not { } segment)
        {
            if (result.CarrierId is not null)
            {
                Park(
                    new CarrierReportResult(
                        result.ChannelId,
                        result.CarrierId,
                        result.Status!,
                        result.ReportedAt
                    ),
                    now
                );
            }
        }
        else if (TrySetStatus(segment, result.Status!, result.ReportedAt))
        {
            Move(result);
        }
        else
        {
            Tally.Duplicates++;
        }
    }

    /// <summary>
    /// Keeps an answer. A row without a carrier id is an attempt that stayed uncertain: a later attempt takes its place, the
    /// same one does not (a chunk was delivered again).
    /// </summary>
    /// <returns>False when the segment has an answer already.</returns>
    private bool Answer(in SegmentResult result, string? status)
    {
        long? reportedAt = status is null ? null : result.ReportedAt;
        if (_segments.Find(result.MessageId, result.Segment) is not { } segment)
        {
            _segments.Add(
                new ReceiptSegment
                {
                    MessageId = result.MessageId,
                    Index = result.Segment,
                    Total = result.Segments,
                    ChannelId = result.ChannelId,
                    CarrierId = result.CarrierId,
                    Result = result.AnswerCode,
                    Status = status,
                    SubmittedAt = result.AnsweredAt,
                    ReportedAt = reportedAt,
                    ReadAt = null,
                    IsNew = true,
                }
            );
            return true;
        }

        if (
            segment.CarrierId is not null
            || (segment.SubmittedAt == result.AnsweredAt && segment.Result == result.AnswerCode)
        )
        {
            return false;
        }

        segment.ChannelId = result.ChannelId;
        segment.CarrierId = result.CarrierId;
        segment.Result = result.AnswerCode;
        segment.Status = status;
        segment.SubmittedAt = result.AnsweredAt;
        segment.ReportedAt = reportedAt;
        segment.IsChanged = true;
        _segments.Name(segment);
        return true;
    }

    /// <summary>
    /// An answer for a segment that has one: a chunk was delivered again, and only its report may be new; or the message
    /// was sent again, and what the carrier said the first time ends it.
    /// </summary>
    private void ApplyAgain(in SegmentResult result, string? status)
    {
        var segment = _segments.Find(result.MessageId, result.Segment)!;
        if (status is not null && TrySetStatus(segment, status, result.ReportedAt))
        {
            Move(result with { Answer = SubmitAnswer.None, Status = status });
        }
        else if (segment.CarrierId is not null)
        {
            Move(
                result with
                {
                    Answer = SubmitAnswer.Accepted,
                    AnswerCode = null,
                    Status = segment.Status,
                    ReportedAt = segment.ReportedAt ?? 0,
                }
            );
        }
    }

    private void Park(in CarrierReportResult report, long now)
    {
        var key = (report.ChannelId, report.CarrierId, report.Status);
        if (!_parkings.TryAdd(key, new ReceiptParking(report, now, Tally)))
        {
            Tally.Duplicates++;
        }
    }

    private void Move(in SegmentResult latest)
    {
        if (latest.Segments <= 1)
        {
            MoveTo(latest);
            return;
        }

        // A long message: what all its segments say together. A failed one decides; then an uncertain one.
        var (delivered, accepted) = (0, 0);
        var (submittedAt, reportedAt) = (long.MaxValue, 0L);
        string? failure = null;
        string? doubt = null;
        foreach (var segment in _segments.OfMessage(latest.MessageId))
        {
            var unanswered = segment.CarrierId is null && segment.Result is not null;
            delivered += segment.Status == Delivered ? 1 : 0;
            accepted += segment.CarrierId is null ? 0 : 1;
            submittedAt = Math.Min(submittedAt, segment.SubmittedAt);
            reportedAt = Math.Max(reportedAt, segment.ReportedAt ?? 0);
            if (segment.Status is not (null or Delivered))
            {
                failure = Greater(failure, segment.Status);
            }
            else if (unanswered && !IsDoubt(segment.Result))
            {
                failure = Greater(failure, segment.Result);
            }

            if (unanswered && IsDoubt(segment.Result))
            {
                doubt = Greater(doubt, segment.Result);
            }
        }

        if (failure is not null)
        {
            MoveTo(
                latest with
                {
                    Answer = SubmitAnswer.Refused,
                    AnswerCode = failure,
                    AnsweredAt = latest.Status is null ? latest.AnsweredAt : latest.ReportedAt,
                    Status = null,
                }
            );
        }
        else if (doubt is not null)
        {
            // Only a new doubt moves it: a message that is being sent again waits for the answers of this time.
            if (latest.Answer == SubmitAnswer.Uncertain)
            {
                MoveTo(latest with { AnswerCode = doubt, Status = null });
            }
        }
        else if (accepted == latest.Segments)
        {
            var all = delivered == latest.Segments;
            MoveTo(
                latest with
                {
                    // The answer that completed it has counted it as submitted; a report does not again.
                    Answer = all ? latest.Answer : SubmitAnswer.Accepted,
                    AnsweredAt = submittedAt,
                    Status = all ? Delivered : null,
                    ReportedAt = reportedAt,
                }
            );
        }
    }

    /// <summary>Moves a message forward as the state it is in allows.</summary>
    private void MoveTo(in SegmentResult latest)
    {
        if (!_messages.TryGetValue(latest.MessageId, out var message))
        {
            return;
        }

        if (latest.Status is not null)
        {
            if (IsOpen(message.State))
            {
                var delivered = latest.Status == Delivered;
                message.SubmittedAt ??= latest.AnsweredAt == 0 ? null : latest.AnsweredAt;
                End(
                    message,
                    delivered ? MessageState.Delivered : MessageState.Failed,
                    delivered ? null : latest.Status,
                    latest.ReportedAt
                );
                Tally.Delivered += delivered ? 1 : 0;
                Tally.Failed += delivered ? 0 : 1;
                Tally.Submitted += latest.Answer == SubmitAnswer.Accepted ? 1 : 0;
            }

            return;
        }

        switch (latest.Answer)
        {
            case SubmitAnswer.Accepted
                when message.State is MessageState.Submitting or MessageState.Uncertain:
                message.SubmittedAt = latest.AnsweredAt;
                End(message, MessageState.Submitted, null, null);
                Tally.Submitted++;
                break;
            case SubmitAnswer.Refused when IsOpen(message.State):
                End(message, MessageState.Failed, latest.AnswerCode, latest.AnsweredAt);
                Tally.Failed++;
                break;
            case SubmitAnswer.Uncertain when message.State == MessageState.Submitting:
                if (_atLeastOnce.Contains(message.Lane))
                {
                    (message.State, message.IsChanged) = (MessageState.Queued, true);
                }
                else
                {
                    End(message, MessageState.Uncertain, latest.AnswerCode, latest.AnsweredAt);
                    Tally.Uncertain++;
                }

                break;
            default:
                break;
        }

        static bool IsOpen(MessageState state) =>
            state
                is MessageState.Submitting
                    or MessageState.Submitted
                    or MessageState.Unknown
                    or MessageState.Uncertain;
    }

    private static void End(ReceiptMessage message, MessageState state, string? reason, long? finalAt) =>
        (message.State, message.Reason, message.FinalAt, message.IsChanged) = (state, reason, finalAt, true);
}
