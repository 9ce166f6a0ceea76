namespace Yixun.Data.Inspection;

/// <summary>
/// What operators ask about a database. Every question reads catalogues, never the rows of a large table. Exceptions are
/// those of the driver.
/// </summary>
public interface IDatabaseInspection
{
    /// <summary>sqlite, postgresql or sqlserver, as in <c>Yixun:Database:Provider</c>.</summary>
    string Provider { get; }

    /// <summary>File, or database and server; no secret.</summary>
    string Name { get; }

    /// <summary>Version, size and the largest tables.</summary>
    Task<DatabaseMeasure> MeasureAsync(CancellationToken cancellationToken);

    /// <summary>The server's clock; null where there is no server.</summary>
    Task<DateTimeOffset?> ReadClockAsync(CancellationToken cancellationToken);

    /// <summary>What is set otherwise than the platform needs it; empty when all is well.</summary>
    Task<IReadOnlyList<DatabaseFinding>> FindAsync(CancellationToken cancellationToken);
}
