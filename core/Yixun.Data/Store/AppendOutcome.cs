namespace Yixun.Data.Store;

/// <summary>What became of a submission.</summary>
/// <param name="Existing">The submission that used the clientId before; null when this one was stored.</param>
/// <param name="Repeats">Messages that were not stored because their own clientId was used before.</param>
public sealed record AppendOutcome(ExistingSubmission? Existing, IReadOnlyList<RepeatedMessage> Repeats);

/// <param name="BatchId">The earlier batch.</param>
/// <param name="SameBody">The body digest is the same.</param>
public sealed record ExistingSubmission(long BatchId, bool SameBody);

/// <param name="Position">Index into <see cref="NewBatch.Messages"/>.</param>
/// <param name="MessageId">The earlier message.</param>
/// <param name="SameContent">Number and text are the same.</param>
public readonly record struct RepeatedMessage(int Position, long MessageId, bool SameContent);
