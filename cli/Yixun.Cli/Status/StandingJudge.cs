using Yixun.Cli.Site;
using Yixun.Core.Messages;
using Yixun.Messaging;

namespace Yixun.Cli.Status;

/// <summary>Says what of a site's standing is to be looked after.</summary>
internal static class StandingJudge
{
    /// <summary>How long a message may wait before its lane counts as lagging, most urgent lanes first.</summary>
    private static readonly TimeSpan UrgentLag = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(30);

    public static IReadOnlyList<string> Find(SiteStanding site) =>
        [.. Road(site.Road), .. Queues(site), .. Channels(site), .. Processes(site), .. Rest(site)];

    private static IEnumerable<string> Road(RoadStanding road) =>
        from lane in road.Waiting
        let limit = lane.Lane is "critical" or "otp" or "care" ? UrgentLag : Lag
        where lane.OldestSeconds > limit.TotalSeconds
        select $"{lane.Lane} 最早的一条已等待 {SizeText.OfTime(TimeSpan.FromSeconds(lane.OldestSeconds))}";

    private static IEnumerable<string> Queues(SiteStanding site)
    {
        if (site.Queues.Problem is { } problem)
        {
            yield return problem;
        }

        var served = site
            .Channels.Where(channel => channel.Daemons > 0)
            .SelectMany(channel => QueueNames.OfChannel(channel.Id))
            .Concat(QueueNames.Fixed)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var queue in site.Queues.Queues)
        {
            if (queue.Depth is null)
            {
                yield return $"缺少队列 {queue.Name}：运行 ./yixun topology declare";
            }
            else if (queue.Consumers == 0 && served.Contains(queue.Name))
            {
                yield return $"队列 {queue.Name} 没有消费者";
            }

            if (queue.Dead > 0)
            {
                yield return $"队列 {queue.Name} 有 {queue.Dead} 个死信：按 ./yixun doctor 的建议处理";
            }
        }
    }

    private static IEnumerable<string> Channels(SiteStanding site) =>
        from channel in site.Channels
        where channel.Mode == "running"
        let problem = channel.Error is { } error ? error
        : channel.Daemons == 0 ? "没有发送进程在运行它"
        : channel.Bound == 0 ? $"没有连接（{channel.LastEvent}）"
        : null
        where problem is not null
        select $"通道 {channel.Id}：{problem}";

    private static IEnumerable<string> Processes(SiteStanding site)
    {
        if (site.Processes.Nodes.Count == 0)
        {
            yield return "没有任何进程在运行";
            yield break;
        }

        if (!site.Processes.TimersRun)
        {
            yield return "没有函数进程在执行定时任务";
        }

        if (site.Channels.Any(channel => channel.Mode != "disabled") && site.Processes.Daemons == 0)
        {
            yield return "没有发送进程在运行";
        }

        foreach (var process in site.Processes.Asked.Where(process => process.Problems.Count > 0))
        {
            yield return $"{process.Url}：{string.Join("；", process.Problems)}";
        }
    }

    private static IEnumerable<string> Rest(SiteStanding site)
    {
        if (site.Database.PendingMigrations.Count > 0)
        {
            yield return $"数据库有 {site.Database.PendingMigrations.Count} 项结构升级未执行：运行 ./yixun db migrate";
        }

        if (site.Backup.Succeeded == false)
        {
            yield return "最近一次备份失败";
        }
        else if (site.Backup.FinishedAt is { } at && site.Time - at > BackupRecord.MaximumAge)
        {
            yield return $"最近一次备份在 {SizeText.OfTime(site.Time - at)}前";
        }
    }
}
