namespace Yixun.Functions.Callbacks;

/// <summary>Body of a callback that tells of a reply.</summary>
/// <param name="Id">Id of the callback; the same in every repetition.</param>
/// <param name="Event">"reply".</param>
/// <param name="Reply">The reply.</param>
public sealed record ReplyCallback(string Id, string Event, SystemReplyView Reply);
