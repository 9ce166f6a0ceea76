using System.Text.Json.Nodes;

namespace Yixun.Carriers.Inspection.Messages;

/// <summary>Where a command carries a message, and how to read it.</summary>
/// <param name="Content">Name of the content; null when only <see cref="Payload"/> has it.</param>
/// <param name="Coding">Name of the field that tells the coding.</param>
/// <param name="Codings">What its values mean.</param>
/// <param name="HasHeader">Whether a PDU's content starts with a user data header.</param>
internal sealed record PduMessage(
    string? Content,
    string Coding,
    Func<uint, ContentCoding> Codings,
    Func<JsonObject, bool> HasHeader
)
{
    /// <summary>Content that stands elsewhere when there is none in its field.</summary>
    public Func<JsonObject, byte[]?> Payload { get; init; } = static _ => null;

    /// <summary>Whether a PDU's content is a status report.</summary>
    public Func<JsonObject, bool> IsReport { get; init; } = static _ => false;

    public IReportFormat? Report { get; init; }

    /// <summary>Adds UDH, text and report to a PDU that was read.</summary>
    public void Describe(JsonObject pdu)
    {
        var content =
            Content is not null && pdu[Content + "_hex"] is { } hex
                ? Convert.FromHexString(hex.GetValue<string>())
                : [];
        if (content.Length == 0)
        {
            content = Payload(pdu) ?? [];
        }

        var header = HasHeader(pdu) ? UserDataHeaderText.Read(content) : null;
        if (header is not null)
        {
            pdu["UDH"] = header.Value.Shown;
        }

        var isReport = Report is not null && IsReport(pdu);
        var report = isReport ? Report!.Read(content) : null;
        if (report is null || Report!.IsText)
        {
            var text = content.AsSpan(header?.Length ?? 0);
            if (ContentText.Decode(Codings(PduJson.NumberOf(pdu, Coding)), text) is { } decoded)
            {
                pdu["text"] = decoded;
            }
        }

        if (report is not null)
        {
            pdu["report"] = report;
        }
    }

    /// <summary>Content from the text or the report of a given PDU; null when it has neither.</summary>
    public byte[]? Build(JsonObject pdu)
    {
        if (Payload(pdu) is not null)
        {
            return [];
        }

        if (pdu["text"] is { } text)
        {
            var coding = Codings(PduJson.NumberOf(pdu, Coding));
            return coding == ContentCoding.Binary
                ? null
                : [.. BuildHeader(pdu), .. ContentText.Encode(coding, PduJson.Text(text, "text"))];
        }

        return pdu["report"] is not { } report || Report is null || !IsReport(pdu) ? null
            : report is JsonObject given ? Report.Write(given)
            : throw new PduFormatException(PduFault.WrongType, "report", "object");
    }

    private byte[] BuildHeader(JsonObject pdu)
    {
        if (!HasHeader(pdu))
        {
            return [];
        }

        return pdu["UDH"] switch
        {
            JsonObject header => UserDataHeaderText.Write(header),
            null => throw new PduFormatException(PduFault.MissingField, "UDH"),
            _ => throw new PduFormatException(PduFault.WrongType, "UDH", "object"),
        };
    }
}
