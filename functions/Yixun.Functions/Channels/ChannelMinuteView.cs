using System.Text.Json;
using Yixun.Data.Model;

namespace Yixun.Functions.Channels;

/// <summary>What all daemon processes saw of a channel in one minute. Counts are segments, latencies milliseconds.</summary>
/// <param name="At">Begin of the minute.</param>
/// <param name="Submits">Put on a connection.</param>
/// <param name="Accepted">Taken by the carrier.</param>
/// <param name="Rejected">Refused.</param>
/// <param name="FlowControl">Answered with "too fast".</param>
/// <param name="Uncertain">Without an answer.</param>
/// <param name="NotSent">Proven never written.</param>
/// <param name="ResponsesByCode">Answers by the carrier's code.</param>
/// <param name="SubmitP50">From submit to response; of several processes the slowest.</param>
/// <param name="SubmitP95">As before.</param>
/// <param name="SubmitP99">As before.</param>
/// <param name="Reports">Status reports that came in this minute.</param>
/// <param name="ReportsDelivered">Those that say "delivered".</param>
/// <param name="ReportP50">From response to report.</param>
/// <param name="ReportP95">As before.</param>
/// <param name="ReportP99">As before.</param>
/// <param name="ReportedSoFar">Of those accepted in this minute: with a report by now.</param>
/// <param name="ReportedInTime">… and in time.</param>
/// <param name="Forgotten">… and of which it can't be told.</param>
/// <param name="WindowUse">Percent.</param>
/// <param name="RateUse">Percent of what the rate allows; 0 without a rate.</param>
/// <param name="Waiting">Most messages that waited in the daemon.</param>
/// <param name="QueuedChunks">Most chunks on the channel's queues.</param>
/// <param name="BoundLeast">Fewest connections logged in.</param>
/// <param name="Reconnects">Logins after the first.</param>
/// <param name="ConnectFailures">Connections or logins that failed.</param>
public sealed record ChannelMinuteView(
    DateTimeOffset At,
    int Submits,
    int Accepted,
    int Rejected,
    int FlowControl,
    int Uncertain,
    int NotSent,
    IReadOnlyDictionary<string, int> ResponsesByCode,
    int SubmitP50,
    int SubmitP95,
    int SubmitP99,
    int Reports,
    int ReportsDelivered,
    int ReportP50,
    int ReportP95,
    int ReportP99,
    int ReportedSoFar,
    int ReportedInTime,
    int Forgotten,
    int WindowUse,
    int RateUse,
    int Waiting,
    int QueuedChunks,
    int BoundLeast,
    int Reconnects,
    int ConnectFailures
)
{
    /// <summary>Adds up what the processes saw in one minute.</summary>
    /// <param name="rows">At least one, all of one channel and minute.</param>
    internal static ChannelMinuteView Of(IReadOnlyCollection<ChannelMinuteEntity> rows)
    {
        var codes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (
            var (code, count) in rows.SelectMany(row =>
                JsonSerializer.Deserialize<Dictionary<string, int>>(row.ResponsesByCode)!
            )
        )
        {
            codes[code] = codes.GetValueOrDefault(code) + count;
        }

        return new ChannelMinuteView(
            DateTimeOffset.FromUnixTimeSeconds(rows.First().Minute * 60L),
            rows.Sum(row => row.Submits),
            rows.Sum(row => row.Accepted),
            rows.Sum(row => row.Rejected),
            rows.Sum(row => row.FlowControl),
            rows.Sum(row => row.Uncertain),
            rows.Sum(row => row.NotSent),
            codes,
            rows.Max(row => row.SubmitP50),
            rows.Max(row => row.SubmitP95),
            rows.Max(row => row.SubmitP99),
            rows.Sum(row => row.Reports),
            rows.Sum(row => row.ReportsDelivered),
            rows.Max(row => row.ReportP50),
            rows.Max(row => row.ReportP95),
            rows.Max(row => row.ReportP99),
            rows.Sum(row => row.ReportedSoFar),
            rows.Sum(row => row.ReportedInTime),
            rows.Sum(row => row.Forgotten),
            (int)Math.Round(rows.Average(row => row.WindowUse)),
            Math.Min(100, rows.Sum(row => row.RateUse)),
            rows.Sum(row => row.Waiting),
            rows.Max(row => row.QueuedChunks),
            rows.Sum(row => row.BoundLeast),
            rows.Sum(row => row.Reconnects),
            rows.Sum(row => row.ConnectFailures)
        );
    }
}
