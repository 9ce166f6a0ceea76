using Yixun.Core.Messages;
using Yixun.Data.Store;

namespace Yixun.Data.Sqlite;

/// <summary>Applies answers and reports inside one transaction of the writer.</summary>
internal sealed class SqliteReceiptApplication(SqliteStatementCache statements, string atLeastOnceLanes)
{
    private const string Delivered = "DELIVRD";

    /// <summary>Why a segment is uncertain; any other reason of a row without a carrier id says that it was refused.</summary>
    private const string Doubts =
        $"('{MessageReasons.LinkLost}', '{MessageReasons.ResponseTimeout}', '{MessageReasons.ProcessRestart}')";

    private int _submitted;
    private int _delivered;
    private int _failed;
    private int _uncertain;
    private int _duplicates;
    private int _parked;

    public ReceiptOutcome Outcome => new(_submitted, _delivered, _failed, _uncertain, _duplicates, _parked);

    /// <summary>Another report follows (CMPP: ACCEPTD; SGIP's state 1 and SMPP's notifications: ENROUTE).</summary>
    private static bool IsIntermediate(string? status) => status is "ACCEPTD" or "ENROUTE" or "SCHEDULED";

    public void Apply(in SegmentResult result, DateTimeOffset now)
    {
        var status = IsIntermediate(result.Status) ? null : result.Status;
        if (result.Answer == SubmitAnswer.None)
        {
            if (status is null)
            {
                return;
            }

            if (SetStatus(result.MessageId, result.Segment, status, result.ReportedAt))
            {
                Move(result.MessageId, result.Segments, result with { Status = status });
            }
            else if (Find(result.MessageId, result.Segment).Exists)
            {
                _duplicates++;
            }
            else if (result.CarrierId is not null)
            {
                Park(
                    new CarrierReportResult(result.ChannelId, result.CarrierId, status, result.ReportedAt),
                    now
                );
            }

            return;
        }

        // A row without a carrier id is an attempt that stayed uncertain: a later attempt takes its place, the same one does
        // not (a chunk was delivered again).
        var changed = statements
            .Get(
                "INSERT INTO message_segments (message_id, idx, total, channel_id, carrier_id, result, status, submitted_at, reported_at) "
                    + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (message_id, idx) DO UPDATE SET "
                    + "channel_id = excluded.channel_id, carrier_id = excluded.carrier_id, result = excluded.result, "
                    + "status = excluded.status, submitted_at = excluded.submitted_at, reported_at = excluded.reported_at "
                    + "WHERE message_segments.carrier_id IS NULL AND (message_segments.submitted_at <> excluded.submitted_at "
                    + "OR message_segments.result IS NOT excluded.result)"
            )
            .Bind(result.MessageId)
            .Bind(result.Segment)
            .Bind(result.Segments)
            .Bind(result.ChannelId)
            .Bind(result.CarrierId)
            .Bind(result.AnswerCode)
            .Bind(status)
            .Bind(result.AnsweredAt)
            .Bind(status is null ? null : result.ReportedAt)
            .Execute();
        if (changed == 0)
        {
            ApplyAgain(result, status);
            return;
        }

        Move(result.MessageId, result.Segments, result with { Status = status });
    }

    /// <summary>
    /// An answer for a segment that has one: a chunk was delivered again, and only its report may be new; or the message
    /// was sent again, and what the carrier said the first time ends it.
    /// </summary>
    private void ApplyAgain(in SegmentResult result, string? status)
    {
        if (status is not null && SetStatus(result.MessageId, result.Segment, status, result.ReportedAt))
        {
            Move(
                result.MessageId,
                result.Segments,
                result with
                {
                    Answer = SubmitAnswer.None,
                    Status = status,
                }
            );
            return;
        }

        var known = Find(result.MessageId, result.Segment);
        if (known.Accepted)
        {
            Move(
                result.MessageId,
                result.Segments,
                result with
                {
                    Answer = SubmitAnswer.Accepted,
                    AnswerCode = null,
                    Status = known.Status,
                    ReportedAt = known.ReportedAt,
                }
            );
        }
    }

    public void Apply(in CarrierReportResult report, DateTimeOffset now)
    {
        if (!IsIntermediate(report.Status) && !Match(report, now))
        {
            Park(report, now);
        }
    }

    public (int Matched, int GivenUp) RetryParked(int limit, TimeSpan keep, DateTimeOffset now)
    {
        var time = now.ToUnixTimeMilliseconds();
        // Of several reports of one segment what came first counts; the rest makes the order a total one.
        var select = statements
            .Get(
                "SELECT channel_id, carrier_id, status, reported_at, parked_at, tries FROM parked_reports "
                    + "WHERE next_try_at <= ? "
                    + "ORDER BY next_try_at, parked_at, reported_at, status, channel_id, carrier_id LIMIT ?"
            )
            .Bind(time)
            .Bind(limit);
        var due = new List<(CarrierReportResult Report, long ParkedAt, int Tries)>();
        while (select.Step())
        {
            due.Add(
                (
                    new CarrierReportResult(
                        select.Text(0)!,
                        select.Text(1)!,
                        select.Text(2)!,
                        select.Int64(3)
                    ),
                    select.Int64(4),
                    select.Int32(5)
                )
            );
        }

        var (matched, givenUp) = (0, 0);
        foreach (var (report, parkedAt, tries) in due)
        {
            if (Match(report, now))
            {
                matched++;
            }
            else if (time - parkedAt > (long)keep.TotalMilliseconds)
            {
                givenUp++;
            }
            else
            {
                // 2 s, 4 s, … up to 17 minutes.
                statements
                    .Get(
                        "UPDATE parked_reports SET tries = ?, next_try_at = ? WHERE channel_id = ? AND carrier_id = ? AND status = ?"
                    )
                    .Bind(tries + 1)
                    .Bind(time + (1000L << Math.Min(tries + 1, 10)))
                    .Bind(report.ChannelId)
                    .Bind(report.CarrierId)
                    .Bind(report.Status)
                    .Execute();
                continue;
            }

            statements
                .Get("DELETE FROM parked_reports WHERE channel_id = ? AND carrier_id = ? AND status = ?")
                .Bind(report.ChannelId)
                .Bind(report.CarrierId)
                .Bind(report.Status)
                .Execute();
        }

        return (matched, givenUp);
    }

    private bool Match(in CarrierReportResult report, DateTimeOffset now)
    {
        foreach (var (first, end) in ReportReach.Of(now))
        {
            if (report.IsRead ? SetRead(report, first, end) : Match(report, first, end))
            {
                return true;
            }
        }

        return false;
    }

    private bool SetRead(in CarrierReportResult report, long first, long end) =>
        statements
            .Get(
                "UPDATE message_segments SET read_at = coalesce(read_at, ?) WHERE carrier_id = ? AND channel_id = ? "
                    + "AND +message_id >= ? AND +message_id < ?"
            )
            .Bind(report.At)
            .Bind(report.CarrierId)
            .Bind(report.ChannelId)
            .Bind(first)
            .Bind(end)
            .Execute() > 0;

    /// <summary>Carrier ids have no year: the newest message wins. The signs keep the search off the key of messages.</summary>
    private bool Match(in CarrierReportResult report, long first, long end)
    {
        var find = statements
            .Get(
                "SELECT message_id, idx, total, status IS NOT NULL FROM message_segments "
                    + "WHERE carrier_id = ? AND channel_id = ? AND +message_id >= ? AND +message_id < ? "
                    + "ORDER BY message_id DESC LIMIT 1"
            )
            .Bind(report.CarrierId)
            .Bind(report.ChannelId)
            .Bind(first)
            .Bind(end);
        if (!find.Step())
        {
            return false;
        }

        var (messageId, segment, segments, known) = (
            find.Int64(0),
            find.Int32(1),
            find.Int32(2),
            find.Int64(3) != 0
        );
        find.Reset();
        if (known)
        {
            _duplicates++;
            return true;
        }

        SetStatus(messageId, segment, report.Status, report.At);
        Move(
            messageId,
            segments,
            new SegmentResult(
                messageId,
                segment,
                segments,
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

    private bool SetStatus(long messageId, int segment, string status, long at) =>
        statements
            .Get(
                "UPDATE message_segments SET status = ?, reported_at = ? WHERE message_id = ? AND idx = ? AND status IS NULL"
            )
            .Bind(status)
            .Bind(at)
            .Bind(messageId)
            .Bind(segment)
            .Execute() == 1;

    private (bool Exists, bool Accepted, string? Status, long ReportedAt) Find(long messageId, int segment)
    {
        var find = statements
            .Get(
                "SELECT carrier_id IS NOT NULL, status, reported_at FROM message_segments WHERE message_id = ? AND idx = ?"
            )
            .Bind(messageId)
            .Bind(segment);
        if (!find.Step())
        {
            return default;
        }

        var found = (true, find.Int64(0) != 0, find.Text(1), find.Int64(2));
        find.Reset();
        return found;
    }

    private void Park(in CarrierReportResult report, DateTimeOffset now)
    {
        var time = now.ToUnixTimeMilliseconds();
        var parked = statements
            .Get(
                "INSERT INTO parked_reports (channel_id, carrier_id, status, reported_at, parked_at, next_try_at, tries) "
                    + "VALUES (?, ?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING"
            )
            .Bind(report.ChannelId)
            .Bind(report.CarrierId)
            .Bind(report.Status)
            .Bind(report.At)
            .Bind(time)
            .Bind(time + 1000)
            .Execute();
        if (parked == 1)
        {
            _parked++;
        }
        else
        {
            _duplicates++;
        }
    }

    private void Move(long messageId, int segments, in SegmentResult latest)
    {
        if (segments <= 1)
        {
            MoveTo(
                messageId,
                latest.Answer,
                latest.AnswerCode,
                latest.AnsweredAt,
                latest.Status,
                latest.ReportedAt
            );
            return;
        }

        // A long message: what all its segments say together. A failed one decides; then an uncertain one.
        var sum = statements
            .Get(
                "SELECT count(*), sum(status = 'DELIVRD'), sum(carrier_id IS NOT NULL), min(submitted_at), max(reported_at), "
                    + $"max(CASE WHEN status <> 'DELIVRD' THEN status WHEN carrier_id IS NULL AND result NOT IN {Doubts} THEN result END), "
                    + $"max(CASE WHEN carrier_id IS NULL AND result IN {Doubts} THEN result END) "
                    + "FROM message_segments WHERE message_id = ?"
            )
            .Bind(messageId);
        sum.Step();
        var (delivered, accepted) = (sum.Int32(1), sum.Int32(2));
        var (submittedAt, reportedAt) = (sum.Int64(3), sum.Int64(4));
        var (failure, doubt) = (sum.Text(5), sum.Text(6));
        sum.Reset();
        if (failure is not null)
        {
            var at = latest.Status is null ? latest.AnsweredAt : latest.ReportedAt;
            MoveTo(messageId, SubmitAnswer.Refused, failure, at, null, 0);
        }
        else if (doubt is not null)
        {
            // Only a new doubt moves it: a message that is being sent again waits for the answers of this time.
            if (latest.Answer == SubmitAnswer.Uncertain)
            {
                MoveTo(messageId, SubmitAnswer.Uncertain, doubt, latest.AnsweredAt, null, 0);
            }
        }
        else if (accepted == segments)
        {
            var all = delivered == segments;
            MoveTo(
                messageId,
                // The answer that completed it has counted it as submitted; a report does not again.
                all ? latest.Answer : SubmitAnswer.Accepted,
                null,
                submittedAt,
                all ? Delivered : null,
                reportedAt
            );
        }
    }

    private void MoveTo(
        long messageId,
        SubmitAnswer answer,
        string? answerCode,
        long answeredAt,
        string? status,
        long reportedAt
    )
    {
        if (status is not null)
        {
            var delivered = status == Delivered;
            var moved = statements
                .Get(
                    "UPDATE messages SET state = ?, reason = ?, final_at = ?, submitted_at = coalesce(submitted_at, ?), owner = NULL "
                        + "WHERE id = ? AND state IN (4, 5, 20, 21)"
                )
                .Bind(delivered ? 34L : 33L)
                .Bind(delivered ? null : status)
                .Bind(reportedAt)
                .Bind(answeredAt == 0 ? null : answeredAt)
                .Bind(messageId)
                .Execute();
            _delivered += delivered ? moved : 0;
            _failed += delivered ? 0 : moved;
            _submitted += answer == SubmitAnswer.Accepted ? moved : 0;
            return;
        }

        switch (answer)
        {
            case SubmitAnswer.Accepted:
                _submitted += statements
                    .Get(
                        "UPDATE messages SET state = 5, submitted_at = ?, reason = NULL, final_at = NULL, owner = NULL "
                            + "WHERE id = ? AND state IN (4, 21)"
                    )
                    .Bind(answeredAt)
                    .Bind(messageId)
                    .Execute();
                break;
            case SubmitAnswer.Refused:
                _failed += statements
                    .Get(
                        "UPDATE messages SET state = 33, reason = ?, final_at = ?, owner = NULL WHERE id = ? AND state IN (4, 5, 20, 21)"
                    )
                    .Bind(answerCode)
                    .Bind(answeredAt)
                    .Bind(messageId)
                    .Execute();
                break;
            case SubmitAnswer.Uncertain:
                if (
                    atLeastOnceLanes.Length > 0
                    && statements
                        .Get(
                            $"UPDATE messages SET state = 3, owner = NULL WHERE id = ? AND state = 4 AND lane IN ({atLeastOnceLanes})"
                        )
                        .Bind(messageId)
                        .Execute() == 1
                )
                {
                    break;
                }

                _uncertain += statements
                    .Get(
                        "UPDATE messages SET state = 21, reason = ?, final_at = ?, owner = NULL WHERE id = ? AND state = 4"
                    )
                    .Bind(answerCode)
                    .Bind(answeredAt)
                    .Bind(messageId)
                    .Execute();
                break;
            default:
                break;
        }
    }
}
