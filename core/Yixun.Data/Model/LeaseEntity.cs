namespace Yixun.Data.Model;

/// <summary>Something that one process at a time may hold: a node number ("node:7") or a timer's turn ("timer:sweep").</summary>
public sealed class LeaseEntity
{
    public required string Name { get; init; }

    /// <summary>Random number of the holder.</summary>
    public long Token { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}
