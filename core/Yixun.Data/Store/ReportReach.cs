using Yixun.Core.Ids;

namespace Yixun.Data.Store;

/// <summary>
/// How far back a report finds its message by the carrier's id, which has no year. Most are found among the messages of the
/// last days; only where none is are older ones looked through, so that a report reads the newest months alone.
/// </summary>
internal static class ReportReach
{
    /// <summary>The 72 hours that a report may take, and a day.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(4);

    /// <summary>A message may have been accepted 90 days before it is submitted, and its report may be a month late.</summary>
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(120);

    /// <summary>Ranges of message ids, first included and last not; in the order in which they are looked through.</summary>
    public static IReadOnlyList<(long First, long End)> Of(DateTimeOffset now)
    {
        var lately = MessageIdGenerator.LowestAt(now - Lately);
        return [(lately, long.MaxValue), (MessageIdGenerator.LowestAt(now - Farthest), lately)];
    }

    /// <returns>First id of the range that a message lies in; null where it is out of reach.</returns>
    public static long? FirstOf(long messageId, DateTimeOffset now)
    {
        foreach (var (first, end) in Of(now))
        {
            if (messageId >= first && messageId < end)
            {
                return first;
            }
        }

        return null;
    }
}
