namespace Yixun.Core.Replies;

/// <summary>A message that a reply may answer.</summary>
/// <param name="MessageId">Message id.</param>
/// <param name="SystemId">Who sent it.</param>
/// <param name="Department">For which department; null: none.</param>
/// <param name="Extension">Digits after the access number; empty: none.</param>
public sealed record ReplyCandidate(long MessageId, int SystemId, string? Department, string Extension);
