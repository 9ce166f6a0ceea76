using Yixun.Data.Store;

namespace Yixun.Data.Partitions;

/// <summary>
/// The monthly partitions of the message tables in one database. Every change waits a moment for its lock and tries again,
/// so that it never holds up the road for long.
/// </summary>
public interface IMonthPartitions
{
    /// <summary>False where the tables are not partitioned (SQLite).</summary>
    bool Exist { get; }

    /// <summary>Whether the database account may make and drop partitions.</summary>
    Task<bool> MayChangeAsync(CancellationToken cancellationToken);

    /// <returns>Months that have their partitions.</returns>
    Task<IReadOnlySet<MessageMonth>> ReadMonthsAsync(CancellationToken cancellationToken);

    /// <returns>Each month's size, in order; what is outside every month last.</returns>
    Task<IReadOnlyList<MonthPartition>> ReadSizesAsync(CancellationToken cancellationToken);

    /// <summary>Makes a month's partitions; harmless where they are there, and from several processes at once.</summary>
    /// <exception cref="PartitionRightException">The account may not.</exception>
    /// <exception cref="StoreUnavailableException">The tables were in use each time.</exception>
    Task CreateAsync(MessageMonth month, CancellationToken cancellationToken);

    /// <summary>
    /// Drops a month's partitions with all their rows; harmless where they are gone. Where tables are not partitioned it
    /// takes away what this database alone keeps of the month.
    /// </summary>
    /// <exception cref="PartitionRightException">The account may not.</exception>
    /// <exception cref="StoreUnavailableException">The tables were in use each time.</exception>
    Task DropAsync(MessageMonth month, CancellationToken cancellationToken);
}
