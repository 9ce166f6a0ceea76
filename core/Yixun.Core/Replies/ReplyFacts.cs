namespace Yixun.Core.Replies;

/// <summary>What rules look at.</summary>
/// <param name="Text">As written.</param>
/// <param name="SystemId">System that the reply belongs to; null: none.</param>
/// <param name="Department">Department; null: none.</param>
/// <param name="AccessNumber">Access number that it came in by.</param>
/// <param name="Extension">Digits after it.</param>
/// <param name="ReceivedAt">With the hospital's offset.</param>
public sealed record ReplyFacts(
    string Text,
    int? SystemId,
    string? Department,
    string AccessNumber,
    string Extension,
    DateTimeOffset ReceivedAt
);
