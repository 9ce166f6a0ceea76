namespace Yixun.Data.Partitions;

/// <summary>A table that database servers keep in partitions by month of its key.</summary>
/// <param name="Key">First column of the primary key: an id of <see cref="Core.Ids.MessageIdGenerator"/>.</param>
/// <param name="PrimaryKey">Its columns.</param>
internal sealed record PartitionedTable(string Name, string Key, string PrimaryKey)
{
    /// <summary>In the order in which a month of them is dropped: what depends on others first.</summary>
    public static IReadOnlyList<PartitionedTable> All { get; } =
    [
        new("message_segments", "message_id", "message_id, idx"),
        new("messages", "id", "id"),
        new("batches", "id", "id"),
    ];

    public static PartitionedTable? Of(string table) => All.FirstOrDefault(one => one.Name == table);
}
