using System.Diagnostics;
using Yixun.Core.Messages;
using Yixun.Data.Store;
using Yixun.Functions.Health;
using Yixun.Functions.Http;
using Yixun.Functions.Reference;
using Yixun.Messaging.Chunks;
using Yixun.Messaging.Tracing;

namespace Yixun.Functions.Receipts;

/// <summary>Applies a chunk of answers and reports: what concerns one segment becomes one write.</summary>
public sealed class ReceiptApplier(
    ReferenceData reference,
    IMessageStore store,
    ChunkCodec codec,
    RoadMetrics metrics,
    TimeProvider time
)
{
    private readonly IReadOnlyList<Lane> _atLeastOnce =
    [
        .. Lanes.All.Where(lane => reference.Lanes[lane].AtLeastOnce),
    ];

    public async Task ApplyAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var chunk = codec.DecodeReceipts(body);
        var spans = StartSpans(chunk);
        try
        {
            await ApplyAsync(chunk, cancellationToken);
        }
        finally
        {
            spans?.ForEach(RoadTrace.End);
        }
    }

    private async Task ApplyAsync(ReceiptChunk chunk, CancellationToken cancellationToken)
    {
        var (results, reports) = Merge(chunk);
        var outcome = await store.ApplyReceiptsAsync(
            results,
            reports,
            _atLeastOnce,
            time.GetUtcNow(),
            cancellationToken
        );
        Count(MessageState.Submitted, outcome.Submitted);
        Count(MessageState.Delivered, outcome.Delivered);
        Count(MessageState.Failed, outcome.Failed);
        Count(MessageState.Uncertain, outcome.Uncertain);
        metrics.Reports.WithLabels("parked").Inc(outcome.Parked);
        metrics.Reports.WithLabels("duplicate").Inc(outcome.Duplicates);
    }

    /// <returns>Null when nothing of the chunk is traced.</returns>
    private static List<Activity>? StartSpans(ReceiptChunk chunk)
    {
        List<Activity>? spans = null;
        for (var index = 0; index < chunk.Items.Count; index++)
        {
            var item = chunk.Items[index];
            var name = item.Kind == ReceiptKind.Report ? "report" : "receipt";
            if (RoadTrace.StartApart(name, ActivityKind.Consumer, item.Trace) is { } span)
            {
                span.SetTag("yixun.channel", chunk.ChannelId)
                    .SetTag("yixun.message_id", ApiId.Of(item.MessageId))
                    .SetTag("yixun.segment", item.Segment)
                    .SetTag("yixun.result", item.Code.Length == 0 ? item.Kind.ToString() : item.Code);
                (spans ??= []).Add(span);
            }
        }

        return spans;
    }

    internal static (IReadOnlyList<SegmentResult> Results, IReadOnlyList<CarrierReportResult> Reports) Merge(
        ReceiptChunk chunk
    )
    {
        var results = new List<SegmentResult>(chunk.Items.Count);
        var reports = new List<CarrierReportResult>();
        var answers = new Dictionary<(long MessageId, int Segment), int>(chunk.Items.Count);
        foreach (var item in chunk.Items)
        {
            if (item.Kind == ReceiptKind.Read)
            {
                reports.Add(
                    new CarrierReportResult(
                        chunk.ChannelId,
                        item.CarrierId,
                        CarrierReportResult.Read,
                        item.At
                    )
                );
                continue;
            }

            if (item.MessageId == 0)
            {
                reports.Add(new CarrierReportResult(chunk.ChannelId, item.CarrierId, item.Code, item.At));
                continue;
            }

            var key = (item.MessageId, item.Segment);
            if (item.Kind != ReceiptKind.Report)
            {
                answers[key] = results.Count;
                results.Add(
                    new SegmentResult(
                        item.MessageId,
                        item.Segment,
                        item.Segments,
                        chunk.ChannelId,
                        AnswerOf(item.Kind),
                        item.CarrierId.Length == 0 ? null : item.CarrierId,
                        item.Code.Length == 0 ? null : item.Code,
                        item.At,
                        null,
                        0
                    )
                );
            }
            else if (answers.TryGetValue(key, out var place) && results[place].Status is null)
            {
                results[place] = results[place] with { Status = item.Code, ReportedAt = item.At };
            }
            else
            {
                results.Add(
                    new SegmentResult(
                        item.MessageId,
                        item.Segment,
                        item.Segments,
                        chunk.ChannelId,
                        SubmitAnswer.None,
                        item.CarrierId.Length == 0 ? null : item.CarrierId,
                        null,
                        0,
                        item.Code,
                        item.At
                    )
                );
            }
        }

        return (results, reports);
    }

    private static SubmitAnswer AnswerOf(ReceiptKind kind) =>
        kind switch
        {
            ReceiptKind.Accepted => SubmitAnswer.Accepted,
            ReceiptKind.Refused => SubmitAnswer.Refused,
            ReceiptKind.Uncertain => SubmitAnswer.Uncertain,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    private void Count(MessageState state, int count)
    {
        if (count > 0)
        {
            metrics.States.WithLabels(state.ToString()).Inc(count);
        }
    }
}
