namespace Yixun.Data.Partitions;

/// <summary>What is to be done to the months of the message tables.</summary>
/// <param name="Missing">Months from the present one on that have no partition, in order.</param>
/// <param name="Past">Months past retention that still have rows or a partition, in order.</param>
/// <param name="Held">Those of <paramref name="Past"/> that stay, because a message of theirs is not over.</param>
public sealed record PartitionPlan(
    IReadOnlyList<MessageMonth> Missing,
    IReadOnlyList<MessageMonth> Past,
    IReadOnlyList<MessageMonth> Held
)
{
    /// <summary>Months that are taken away.</summary>
    public IEnumerable<MessageMonth> Dropped => Past.Except(Held);
}
