using Yixun.Data.Inspection;
using Yixun.Data.Model;
using Yixun.Data.Partitions;
using Yixun.Data.Store;

namespace Yixun.Data.Hosting;

/// <summary>The platform's database, whichever product it is.</summary>
public interface IYixunDatabase
{
    /// <summary>For whoever operates it.</summary>
    IDatabaseInspection Inspection { get; }

    /// <summary>The monthly partitions of the message tables.</summary>
    IMonthPartitions Partitions { get; }

    /// <summary>Brings the schema up to date; harmless when it is, and from several processes at once.</summary>
    /// <exception cref="StoreUnavailableException">It can't be used.</exception>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>A context for reading, and for writing what is not on the main road.</summary>
    YixunDbContext CreateContext();
}
