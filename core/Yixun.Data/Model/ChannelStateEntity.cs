namespace Yixun.Data.Model;

/// <summary>How a channel stands in one daemon process, written every few seconds.</summary>
public sealed class ChannelStateEntity
{
    public required string ChannelId { get; init; }

    /// <summary>Lease token of the process.</summary>
    public long Owner { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Connections that this process may have.</summary>
    public int Connections { get; set; }

    /// <summary>Connections logged in.</summary>
    public int Bound { get; set; }

    /// <summary>Submits that may be unanswered.</summary>
    public int Window { get; set; }

    public int InFlight { get; set; }

    /// <summary>Segments claimed whose result is not durable.</summary>
    public int Open { get; set; }

    /// <summary>Messages held and not claimed.</summary>
    public int Waiting { get; set; }

    /// <summary>Revision of the channel that the process runs.</summary>
    public long Revision { get; set; }

    /// <summary>What last happened to a connection.</summary>
    public string? LastEvent { get; set; }

    /// <summary>Since when no connection is logged in; null while one is.</summary>
    public DateTimeOffset? DownSince { get; set; }

    /// <summary>Why the settings can't work; null when they do.</summary>
    public string? Error { get; set; }
}
