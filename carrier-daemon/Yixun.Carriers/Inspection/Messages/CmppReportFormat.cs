using System.Text.Json.Nodes;

namespace Yixun.Carriers.Inspection.Messages;

/// <summary>CMPP 3.0 §8.4.5.1: a block of 60 octets in 2.0, 71 in 3.0. Its length tells which, as gateways mix them.</summary>
/// <param name="wide">Which to write.</param>
internal sealed class CmppReportFormat(bool wide) : IReportFormat
{
    private static readonly PduField[] Narrow = Fields(21);
    private static readonly PduField[] Wide = Fields(32);

    public bool IsText => false;

    public JsonObject? Read(ReadOnlySpan<byte> content)
    {
        var fields =
            content.Length == Wide.Sum(field => field.Size) ? Wide
            : content.Length == Narrow.Sum(field => field.Size) ? Narrow
            : null;
        if (fields is null)
        {
            return null;
        }

        var report = new JsonObject();
        var reader = new PduReader(content, 0, 0);
        reader.Read(fields, report);
        return report;
    }

    public byte[] Write(JsonObject report)
    {
        var writer = new PduWriter(null);
        writer.Write(wide ? Wide : Narrow, report, "report.");
        return writer.ToArray();
    }

    private static PduField[] Fields(int numberWidth) =>
        [
            PduField.MessageId("Msg_Id"),
            PduField.Text("Stat", 7),
            PduField.Text("Submit_time", 10),
            PduField.Text("Done_time", 10),
            PduField.Text("Dest_terminal_Id", numberWidth),
            PduField.U32("SMSC_sequence"),
        ];
}
