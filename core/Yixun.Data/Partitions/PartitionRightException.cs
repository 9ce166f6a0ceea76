namespace Yixun.Data.Partitions;

/// <summary>The database account may not make or drop partitions.</summary>
public sealed class PartitionRightException(string message, Exception inner) : Exception(message, inner);
