using System.Text;
using System.Text.Json.Nodes;

namespace Yixun.Carriers.Inspection.Messages;

/// <summary>
/// The status report of SMGP 3.0.3: labels in ASCII, but the id is 10 raw octets, among which spaces and colons may be.
/// Some gateways write the id as text; it then reaches to the next label.
/// </summary>
internal sealed class SmgpReportFormat : IReportFormat
{
    private const int IdStart = 3;
    private const int IdEnd = 13;

    private static readonly Dictionary<string, int> Widths = new()
    {
        ["sub"] = 3,
        ["dlvrd"] = 3,
        ["submit_date"] = 10,
        ["done_date"] = 10,
        ["stat"] = 7,
        ["err"] = 3,
        ["text"] = 20,
    };

    public bool IsText => false;

    public JsonObject? Read(ReadOnlySpan<byte> content)
    {
        if (content.Length < IdEnd || !Ascii.EqualsIgnoreCase(content[..IdStart], "id:"u8))
        {
            return null;
        }

        var values = new JsonObject();
        var before = content.Slice(IdEnd, ReportLabels.Read(content[IdEnd..], values));
        if (!values.ContainsKey("stat"))
        {
            return null;
        }

        var report = before.ContainsAnyExcept((byte)' ')
            ? new JsonObject
            {
                ["id"] = Encoding.Latin1.GetString(content[IdStart..(IdEnd + before.Length)]).Trim(),
            }
            : new JsonObject { ["id_hex"] = Convert.ToHexStringLower(content[IdStart..IdEnd]) };
        foreach (var (key, _) in ReportLabels.All)
        {
            if (values[key] is { } value)
            {
                report.TryAdd(key, value.DeepClone());
            }
        }

        return report;
    }

    public byte[] Write(JsonObject report)
    {
        var writer = new PduWriter(null);
        writer.Write("id:"u8);
        writer.Write([PduField.Octets("id", IdEnd - IdStart)], report, "report.");
        foreach (var (key, label) in ReportLabels.All)
        {
            if (Widths.TryGetValue(key, out var width))
            {
                writer.Write(Encoding.ASCII.GetBytes($" {label}:"));
                var field = PduField.Text(key, width);
                writer.Write([key == "text" ? field.With(PduFieldOptions.Filler) : field], report, "report.");
            }
        }

        return writer.ToArray();
    }
}
