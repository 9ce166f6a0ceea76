namespace Yixun.Data.Model;

/// <summary>A status report whose segment is not known yet; matched again later.</summary>
public sealed class ParkedReportEntity
{
    public required string ChannelId { get; init; }

    public required string CarrierId { get; init; }

    public required string Status { get; init; }

    public DateTimeOffset ReportedAt { get; init; }

    public DateTimeOffset ParkedAt { get; init; }

    public DateTimeOffset NextTryAt { get; init; }

    public int Tries { get; init; }
}
