using Yixun.Functions.Callbacks;

namespace Yixun.Functions.Replies;

/// <param name="Items">One page, oldest first.</param>
/// <param name="Next">Give it as <c>after</c> for what comes next; null when the page is empty.</param>
public sealed record SystemReplyPage(IReadOnlyList<SystemReplyView> Items, string? Next);

/// <param name="Items">One page, newest first.</param>
/// <param name="Next">Give it as <c>before</c> for the next page; null at the end.</param>
public sealed record ReplyPage(IReadOnlyList<ReplyView> Items, string? Next);

/// <param name="Id">Reply id.</param>
/// <param name="From">Who wrote, masked.</param>
/// <param name="To">Access number with extension.</param>
/// <param name="Content">Whole text.</param>
/// <param name="ReceivedAt">When.</param>
/// <param name="Channel">Where it came in.</param>
/// <param name="OptedOut">It refused further messages.</param>
/// <param name="Complete">False when segments never came.</param>
/// <param name="MessageId">The message that it answers.</param>
/// <param name="Resubscribed">It took an earlier refusal back.</param>
/// <param name="Extension">Digits after the access number.</param>
/// <param name="MatchedBy">exact, extension, phone or none.</param>
/// <param name="System">Key of the system that it belongs to.</param>
/// <param name="SystemName">Its name.</param>
/// <param name="Department">Department.</param>
/// <param name="RuleId">The first rule that acted on it.</param>
/// <param name="HandledBy">Account of who dealt with it.</param>
/// <param name="HandledAt">When.</param>
/// <param name="Media">Media of a reply that came as MMS.</param>
public sealed record ReplyView(
    string Id,
    string From,
    string To,
    string Content,
    DateTimeOffset ReceivedAt,
    string Channel,
    bool OptedOut,
    bool Complete,
    string? MessageId,
    bool Resubscribed,
    string Extension,
    string MatchedBy,
    string? System,
    string? SystemName,
    string? Department,
    int? RuleId,
    string? HandledBy,
    DateTimeOffset? HandledAt,
    IReadOnlyList<ReplyMediumView> Media
);

/// <param name="Part">1-based; names the medium in the address of its file.</param>
/// <param name="Type">Content type as the carrier sent it.</param>
/// <param name="Name">File name as the carrier sent it.</param>
/// <param name="Size">Octets.</param>
public sealed record ReplyMediumView(int Part, string Type, string Name, int Size);

/// <param name="Items">Messages to a phone and replies from it, newest first.</param>
/// <param name="Next">Give it as <c>before</c> for the next page; null at the end.</param>
public sealed record ConversationPage(IReadOnlyList<ConversationItem> Items, string? Next);

/// <param name="Id">Message or reply id.</param>
/// <param name="Kind">message or reply.</param>
/// <param name="At">When it was accepted, or came.</param>
/// <param name="Content">Whole text.</param>
/// <param name="State">State of a message.</param>
/// <param name="Lane">Lane of a message.</param>
public sealed record ConversationItem(
    string Id,
    string Kind,
    DateTimeOffset At,
    string Content,
    string? State,
    string? Lane
);

/// <param name="Handled">False takes the mark away.</param>
public sealed record HandledRequest(bool Handled);

/// <summary>An answer to a reply, sent with the same digits.</summary>
/// <param name="Content">The text, without signature.</param>
/// <param name="Lane">Lane name.</param>
/// <param name="ClientId">Makes a repetition send nothing.</param>
public sealed record ReplyAnswerRequest(string Content, string Lane = "care", string? ClientId = null);
