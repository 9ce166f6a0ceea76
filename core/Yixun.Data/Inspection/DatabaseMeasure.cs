namespace Yixun.Data.Inspection;

/// <param name="Version">As the database tells it.</param>
/// <param name="Bytes">Octets on disk.</param>
/// <param name="Tables">The largest, largest first; empty where the database does not tell.</param>
public sealed record DatabaseMeasure(string Version, long Bytes, IReadOnlyList<TableMeasure> Tables)
{
    /// <summary>How many tables are told at most.</summary>
    public const int MaximumTables = 8;
}

/// <param name="Bytes">Octets, indexes and partitions included.</param>
/// <param name="Rows">An estimate of the database; null: it has none.</param>
public sealed record TableMeasure(string Name, long Bytes, long? Rows);
