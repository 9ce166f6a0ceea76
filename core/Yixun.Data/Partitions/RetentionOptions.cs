namespace Yixun.Data.Partitions;

/// <summary>Section <c>Yixun:Retention</c>.</summary>
public sealed class RetentionOptions
{
    public const string SectionName = "Yixun:Retention";

    /// <summary>What the law asks for: network logs of 6 months.</summary>
    private const int Minimum = 6;

    /// <summary>
    /// Whole months that messages are kept for, besides the present one; 0: for ever. By default the five years of a
    /// contract and one more for its settlement, because a closed month can be recomputed from its messages.
    /// </summary>
    public int MessagesMonths { get; set; } = 72;

    /// <summary>
    /// Whether serving processes make and drop partitions. False where their database account may not: then
    /// <c>./yixun db partitions --apply</c> is to be run regularly.
    /// </summary>
    public bool ByTimer { get; set; } = true;

    /// <summary>The first month that is kept; null: all are.</summary>
    /// <exception cref="ArgumentException">Fewer months than must be kept.</exception>
    public MessageMonth? FirstKept(DateTimeOffset now) =>
        MessagesMonths switch
        {
            0 => null,
            < Minimum => throw new ArgumentException(
                $"{SectionName}:{nameof(MessagesMonths)} is 0 (for ever) or at least {Minimum}."
            ),
            _ => MessageMonth.Of(now).Add(-MessagesMonths),
        };
}
