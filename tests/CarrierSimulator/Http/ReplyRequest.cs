namespace Yixun.CarrierSimulator.Http;

/// <param name="From">The phone.</param>
/// <param name="To">The access number with its extension.</param>
/// <param name="Text">1 to 1,000 characters.</param>
/// <param name="Gateway">Name; null lets the access numbers choose.</param>
internal sealed record ReplyRequest(string? From, string? To, string? Text, string? Gateway);
