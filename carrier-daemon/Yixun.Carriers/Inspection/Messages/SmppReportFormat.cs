using System.Text.Json.Nodes;

namespace Yixun.Carriers.Inspection.Messages;

/// <summary>The delivery receipt of SMPP 3.4 appendix B.</summary>
internal sealed class SmppReportFormat : IReportFormat
{
    public bool IsText => true;

    public JsonObject? Read(ReadOnlySpan<byte> content)
    {
        var report = new JsonObject();
        ReportLabels.Read(content, report);
        return report.ContainsKey("id") || report.ContainsKey("stat") ? report : null;
    }

    public byte[] Write(JsonObject report) =>
        PduJson.SingleOctets(
            string.Join(
                ' ',
                ReportLabels
                    .All.Where(each => report[each.Key] is not null)
                    .Select(each => $"{each.Label}:{PduJson.Text(report[each.Key], "report." + each.Key)}")
            ),
            "report"
        );
}
