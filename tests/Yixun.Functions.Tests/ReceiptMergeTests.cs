using Xunit;
using Yixun.Data.Store;
using Yixun.Functions.Receipts;
using Yixun.Messaging.Chunks;

namespace Yixun.Functions.Tests;

public sealed class ReceiptMergeTests
{
    private static Receipt Accepted(long id, int segment) =>
        new(ReceiptKind.Accepted, id, segment, 2, $"c{id}-{segment}", "", 100);

    private static Receipt Report(long id, int segment, string status) =>
        new(ReceiptKind.Report, id, segment, 2, $"c{id}-{segment}", status, 200);

    [Fact]
    public void Merge_answerAndReportOfOneSegment_becomeOneResult()
    {
        var (results, reports) = ReceiptApplier.Merge(
            new ReceiptChunk("mobile", [Accepted(1, 1), Accepted(1, 2), Report(1, 1, "DELIVRD")])
        );

        Assert.Empty(reports);
        Assert.Equal(2, results.Count);
        Assert.Equal(
            (SubmitAnswer.Accepted, "DELIVRD", 200L),
            (results[0].Answer, results[0].Status, results[0].ReportedAt)
        );
        Assert.Equal((SubmitAnswer.Accepted, (string?)null), (results[1].Answer, results[1].Status));
    }

    [Fact]
    public void Merge_reportBeforeItsAnswer_keepsBothInOrder()
    {
        var (results, _) = ReceiptApplier.Merge(
            new ReceiptChunk("mobile", [Report(1, 1, "DELIVRD"), Accepted(1, 1)])
        );

        Assert.Equal([SubmitAnswer.None, SubmitAnswer.Accepted], results.Select(result => result.Answer));
    }

    [Fact]
    public void Merge_twoReportsOfOneSegment_loseNone()
    {
        var (results, _) = ReceiptApplier.Merge(
            new ReceiptChunk("mobile", [Accepted(1, 1), Report(1, 1, "ACCEPTD"), Report(1, 1, "DELIVRD")])
        );

        Assert.Equal(["ACCEPTD", "DELIVRD"], results.Select(result => result.Status));
    }

    [Fact]
    public void Merge_reportWithoutOurId_isLookedUpByTheCarriers()
    {
        var (results, reports) = ReceiptApplier.Merge(
            new ReceiptChunk("mobile", [new Receipt(ReceiptKind.Report, 0, 0, 0, "abc", "UNDELIV", 5)])
        );

        Assert.Empty(results);
        Assert.Equal(new CarrierReportResult("mobile", "abc", "UNDELIV", 5), Assert.Single(reports));
    }
}
