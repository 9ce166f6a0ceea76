using Yixun.Carriers.Links;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Mm7;

/// <param name="Outcome">
/// CarrierId is the MessageID. Code is the StatusCode (4 digits) or, where the HTTP server refused, the HTTP status (3
/// digits).
/// </param>
/// <param name="Status">What the MMSC said; null when it gave no MM7 answer.</param>
public readonly record struct Mm7SubmitResult(SubmitOutcome Outcome, Mm7Status? Status)
{
    /// <summary>True when the MMSC took the message for some of its recipients only.</summary>
    public bool IsPartial => Status?.Code == Mm7StatusCode.PartialSuccess;
}
