using System.Text.Json.Nodes;

namespace Yixun.Carriers.Inspection.Messages;

/// <summary>How a protocol writes a status report into the content of a message.</summary>
internal interface IReportFormat
{
    /// <summary>Whether people can read the content itself.</summary>
    bool IsText { get; }

    /// <summary>The fields of a report; null when the content is none.</summary>
    JsonObject? Read(ReadOnlySpan<byte> content);

    /// <summary>Content from the fields.</summary>
    /// <exception cref="PduFormatException">A field is missing or does not fit.</exception>
    byte[] Write(JsonObject report);
}
