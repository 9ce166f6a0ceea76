namespace Yixun.Carriers.Mm7.Messages;

/// <summary>The sender pays for a reply.</summary>
/// <param name="Size">Longest reply paid for, octets.</param>
/// <param name="Deadline">Last moment of a reply paid for.</param>
public sealed record Mm7ReplyCharging(int? Size, DateTimeOffset? Deadline);
