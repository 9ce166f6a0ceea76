using Yixun.Data.Model;
using Yixun.Functions.Http;

namespace Yixun.Functions.Callbacks;

/// <summary>A reply as the system that it belongs to sees it. Times are ISO 8601 with the hospital's offset.</summary>
/// <param name="Id">Reply id.</param>
/// <param name="From">Who wrote: 11 digits, or a service number.</param>
/// <param name="To">The number that it was sent to: access number with extension.</param>
/// <param name="Extension">Digits after the access number; empty: none.</param>
/// <param name="Content">Whole text.</param>
/// <param name="ReceivedAt">When.</param>
/// <param name="OptedOut">It refused further marketing messages.</param>
/// <param name="Complete">False when segments of a long reply never came.</param>
/// <param name="MatchedBy">exact: by the very number that the message came from; extension: by the system's digits;
/// phone: by the phone alone, which may be wrong; none: no message was found.</param>
/// <param name="Department">Department, where the digits or the message name one.</param>
/// <param name="MessageId">The message that it answers.</param>
/// <param name="BatchId">Batch of that message.</param>
/// <param name="ClientId">The system's id of that message, else of its submission.</param>
public sealed record SystemReplyView(
    string Id,
    string From,
    string To,
    string Extension,
    string Content,
    DateTimeOffset ReceivedAt,
    bool OptedOut,
    bool Complete,
    string MatchedBy,
    string? Department,
    string? MessageId,
    string? BatchId,
    string? ClientId
)
{
    internal static SystemReplyView Of(
        InboundMessageEntity row,
        string from,
        string content,
        AnsweredIds? answered,
        TimeSpan zone
    ) =>
        new(
            ApiId.Of(row.Id),
            from,
            row.ToNumber,
            row.Extension,
            content,
            row.ReceivedAt.ToOffset(zone),
            row.OptedOut,
            row.Complete,
            Records.MessageRecords.NameOf(row.MatchedBy),
            row.Department,
            answered is null ? null : ApiId.Of(answered.MessageId),
            answered is null ? null : ApiId.Of(answered.BatchId),
            answered?.ClientId
        );
}
