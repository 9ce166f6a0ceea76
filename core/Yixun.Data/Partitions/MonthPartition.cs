namespace Yixun.Data.Partitions;

/// <summary>The partitions of the message tables for one month.</summary>
/// <param name="Month">Null: what lies outside every month; empty as long as months are made ahead.</param>
/// <param name="Messages">Rows of <c>messages</c>, as the server estimates them.</param>
/// <param name="Octets">Of all message tables, indexes included.</param>
public sealed record MonthPartition(MessageMonth? Month, long Messages, long Octets);
