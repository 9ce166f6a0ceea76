namespace Yixun.Functions.Callbacks;

/// <summary>How a system knows the message that a reply answers.</summary>
/// <param name="MessageId">Message id.</param>
/// <param name="BatchId">Batch id.</param>
/// <param name="ClientId">The system's own id of the message, else of the submission.</param>
public sealed record AnsweredIds(long MessageId, long BatchId, string? ClientId);
