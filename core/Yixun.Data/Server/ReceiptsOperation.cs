using Yixun.Core.Messages;
using Yixun.Data.Store;
using Yixun.Data.Writing;

namespace Yixun.Data.Server;

/// <summary>Answers and reports to be applied.</summary>
internal sealed class ReceiptsOperation(
    IReadOnlyList<SegmentResult> results,
    IReadOnlyList<CarrierReportResult> reports,
    IReadOnlyList<Lane> atLeastOnce,
    DateTimeOffset now
) : StoreOperation<ReceiptOutcome>(WriteKind.Receipts, (results.Count + reports.Count) * 2)
{
    public IReadOnlyList<SegmentResult> Results { get; } = results;

    public IReadOnlyList<CarrierReportResult> Reports { get; } = reports;

    /// <summary>Lanes in which an uncertain message goes back to Queued.</summary>
    public IReadOnlyList<Lane> AtLeastOnce { get; } = atLeastOnce;

    /// <summary>Unix milliseconds.</summary>
    public long Now { get; } = now.ToUnixTimeMilliseconds();
}
