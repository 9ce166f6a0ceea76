namespace Yixun.Data.Model;

/// <summary>What one daemon process saw of a channel in one minute. Counts are segments unless said otherwise.</summary>
public sealed class ChannelMinuteEntity
{
    public required string ChannelId { get; init; }

    /// <summary>Unix time in minutes.</summary>
    public int Minute { get; init; }

    /// <summary>Lease token of the process.</summary>
    public long Owner { get; init; }

    /// <summary>Put on a connection.</summary>
    public int Submits { get; set; }

    public int Accepted { get; set; }

    public int Rejected { get; set; }

    /// <summary>Answered with "too fast".</summary>
    public int FlowControl { get; set; }

    /// <summary>Without an answer, time-outs included.</summary>
    public int Uncertain { get; set; }

    /// <summary>Proven never written.</summary>
    public int NotSent { get; set; }

    /// <summary>Answers by the carrier's code, as JSON: {"0":1200,"8":3}.</summary>
    public string ResponsesByCode { get; set; } = "{}";

    /// <summary>From submit to response, milliseconds.</summary>
    public int SubmitP50 { get; set; }

    public int SubmitP95 { get; set; }

    public int SubmitP99 { get; set; }

    /// <summary>Status reports that came in this minute.</summary>
    public int Reports { get; set; }

    public int ReportsDelivered { get; set; }

    /// <summary>From response to report, milliseconds, of the reports that came in this minute.</summary>
    public int ReportP50 { get; set; }

    public int ReportP95 { get; set; }

    public int ReportP99 { get; set; }

    /// <summary>Of the segments accepted in this minute: those whose report has come, up to now.</summary>
    public int ReportedSoFar { get; set; }

    /// <summary>… and those of them whose report came in time (within <c>Yixun:Health:SlowReport</c>, 5 minutes).</summary>
    public int ReportedInTime { get; set; }

    /// <summary>
    /// Of the segments accepted in this minute: those that were dropped from memory before a report came, so that nobody
    /// knows when theirs comes.
    /// </summary>
    public int Forgotten { get; set; }

    /// <summary>Unanswered submits in percent of the window: mean of the samples.</summary>
    public int WindowUse { get; set; }

    /// <summary>Segments sent in percent of what the rate allows; 0 without a rate.</summary>
    public int RateUse { get; set; }

    /// <summary>Most messages that waited in the daemon.</summary>
    public int Waiting { get; set; }

    /// <summary>Most chunks on the channel's queues, all lanes together.</summary>
    public int QueuedChunks { get; set; }

    /// <summary>Fewest connections logged in.</summary>
    public int BoundLeast { get; set; }

    public int Reconnects { get; set; }

    public int ConnectFailures { get; set; }
}
