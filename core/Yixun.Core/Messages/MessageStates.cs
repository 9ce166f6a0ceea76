namespace Yixun.Core.Messages;

/// <summary>Which state may follow which. States only move forward; the store enforces the same with compare-and-set.</summary>
public static class MessageStates
{
    private static readonly Dictionary<MessageState, MessageState[]> Next = new()
    {
        [MessageState.Accepted] =
        [
            MessageState.Held,
            MessageState.Queued,
            MessageState.Blocked,
            MessageState.Cancelled,
            MessageState.Expired,
            MessageState.Failed,
        ],
        [MessageState.Scheduled] =
        [
            MessageState.Held,
            MessageState.Queued,
            MessageState.Blocked,
            MessageState.Cancelled,
            MessageState.Expired,
            MessageState.Failed,
        ],
        [MessageState.Held] =
        [
            MessageState.Queued,
            MessageState.Blocked,
            MessageState.Cancelled,
            MessageState.Expired,
            MessageState.Failed,
        ],
        [MessageState.Queued] =
        [
            MessageState.Submitting,
            MessageState.Cancelled,
            MessageState.Expired,
            MessageState.Failed,
        ],
        // Back to Queued only when the link proves that nothing was written.
        [MessageState.Submitting] =
        [
            MessageState.Queued,
            MessageState.Submitted,
            MessageState.Uncertain,
            MessageState.Failed,
            MessageState.Delivered,
        ],
        [MessageState.Submitted] = [MessageState.Unknown, MessageState.Failed, MessageState.Delivered],
        [MessageState.Unknown] = [MessageState.Failed, MessageState.Delivered],
        // Back to Queued only in a lane that chose at-least-once.
        [MessageState.Uncertain] =
        [
            MessageState.Queued,
            MessageState.Submitted,
            MessageState.Failed,
            MessageState.Delivered,
        ],
        [MessageState.Blocked] = [],
        [MessageState.Cancelled] = [],
        [MessageState.Expired] = [],
        [MessageState.Failed] = [],
        [MessageState.Delivered] = [],
    };

    /// <summary>True when the platform still has work to do with the message (stored numbers below 10).</summary>
    public static bool IsActive(MessageState state) => (byte)state < 10;

    /// <summary>True when nothing can follow.</summary>
    public static bool IsFinal(MessageState state) => Next[state].Length == 0;

    /// <summary>True when <paramref name="to"/> may follow <paramref name="from"/>.</summary>
    public static bool CanMove(MessageState from, MessageState to) => Next[from].Contains(to);

    /// <summary>The states that may stand directly before <paramref name="to"/>.</summary>
    public static IEnumerable<MessageState> Before(MessageState to) =>
        Next.Where(pair => pair.Value.Contains(to)).Select(pair => pair.Key);

    /// <summary>States in which a message can still be recalled.</summary>
    public static IReadOnlyList<MessageState> Recallable { get; } =
    [.. Before(MessageState.Cancelled).Order()];
}
