using System.Globalization;
using System.Text;
using Yixun.Cli.Site;
using Yixun.Core.Messages;

namespace Yixun.Cli.Status;

/// <summary>A site's standing for people.</summary>
internal static class StandingText
{
    public static string Of(SiteStanding site)
    {
        var text = new StringBuilder();
        Road(text, site.Road);
        Queues(text, site.Queues);
        Channels(text, site.Channels);
        Processes(text, site.Processes);
        Database(text, site.Database, site.Time);
        Backup(text, site.Backup, site.Time);
        text.AppendLine();
        if (site.ToMend.Count == 0)
        {
            text.AppendLine("一切正常 (all is well)");
        }
        else
        {
            text.AppendLine("待处理 (to mend):");
            foreach (var matter in site.ToMend)
            {
                text.Append("  ").AppendLine(matter);
            }
        }

        return text.ToString();
    }

    private static void Road(StringBuilder text, RoadStanding road)
    {
        text.AppendLine("短信 (road)");
        var table = new TextTable("", "今日", "每分钟（近 5 分钟）");
        var today = road.Today;
        var rate = road.PerMinute;
        table.Add(
            "接收（条）",
            (today.IsWhole ? "" : "至少 ") + Number(today.AcceptedMessages),
            Number(rate.AcceptedMessages)
        );
        table.Add("提交（段）", Number(today.Submits), Number(rate.Submits));
        table.Add("运营商接受", Number(today.CarrierAccepted), Number(rate.CarrierAccepted));
        table.Add("运营商拒绝", Number(today.CarrierRejected), Number(rate.CarrierRejected));
        table.Add("不确定", Number(today.Uncertain), Number(rate.Uncertain));
        table.Add("送达", Number(today.Delivered), Number(rate.Delivered));
        table.Add("未送达", Number(today.NotDelivered), Number(rate.NotDelivered));
        text.Append(table);
        var active = road
            .Active.Where(state => state.Value > 0)
            .Select(state =>
                $"{LaneTexts.Of(Enum.Parse<MessageState>(state.Key))} {(state.Value >= road.CountedTo ? "至少 " : "")}{state.Value}"
            );
        text.Append("  在途: ").AppendLine(string.Join("，", active.DefaultIfEmpty("无")));
        foreach (var lane in road.Waiting)
        {
            var name = Lanes.TryParse(lane.Lane, out var known) ? LaneTexts.Of(known) : "";
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  等待: {name} {lane.Lane} {(lane.Messages >= road.CountedTo ? "至少 " : "")}{lane.Messages} 条，"
                    + $"最早的已等 {SizeText.OfTime(TimeSpan.FromSeconds(lane.OldestSeconds))}"
            );
        }
    }

    private static void Queues(StringBuilder text, QueuesStanding queues)
    {
        text.AppendLine().AppendLine("队列 (queues)");
        if (queues.Problem is { } problem)
        {
            text.Append("  ").AppendLine(problem);
            return;
        }

        var table = new TextTable("队列", "块", "消费者", "死信");
        foreach (var queue in queues.Queues)
        {
            table.Add(
                queue.Name,
                queue.Depth is { } depth ? Number(depth) : "缺失",
                queue.Consumers?.ToString(CultureInfo.InvariantCulture) ?? "-",
                queue.Dead?.ToString(CultureInfo.InvariantCulture) ?? "-"
            );
        }

        text.Append(table);
    }

    private static void Channels(StringBuilder text, IReadOnlyList<ChannelStanding> channels)
    {
        text.AppendLine().AppendLine("通道 (channels)");
        var table = new TextTable("通道", "状态", "连接", "在途", "窗口", "等待", "提交/分", "最近");
        foreach (var channel in channels)
        {
            var mode = channel.Mode switch
            {
                "disabled" => "停用",
                "paused" => "暂停",
                "draining" => "排空",
                _ => "运行",
            };
            table.Add(
                channel.Id,
                mode,
                $"{channel.Bound}/{channel.Connections}",
                Number(channel.InFlight),
                $"{channel.WindowUse}%",
                Number(channel.Waiting),
                Number(channel.SubmitsPerMinute),
                channel.Error ?? channel.LastEvent ?? ""
            );
        }

        text.Append(
            table.IsEmpty ? "  还没有通道 (no channels yet)" + Environment.NewLine : table.ToString()
        );
    }

    private static void Processes(StringBuilder text, ProcessesStanding processes)
    {
        text.AppendLine().AppendLine("进程 (processes)");
        text.AppendLine(
            $"  在运行 {processes.Nodes.Count} 个，其中发送进程 {processes.Daemons} 个；节点号 "
                + (
                    processes.Nodes.Count == 0
                        ? "无"
                        : string.Join(", ", processes.Nodes.Select(node => node.Node))
                )
                + $"；定时任务{(processes.TimersRun ? "在执行" : "无人执行")}"
        );
        foreach (var process in processes.Asked)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  {process.Url}  {(process.Problems.Count == 0 ? "就绪" : string.Join("；", process.Problems))}"
            );
        }
    }

    private static void Database(StringBuilder text, DatabaseStanding database, DateTimeOffset now)
    {
        text.AppendLine().AppendLine("数据库 (database)");
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"  {database.Provider} {database.Version}  {database.Name}  {SizeText.OfBytes(database.Bytes)}"
        );
        text.AppendLine(
            database.PendingMigrations.Count == 0
                ? "  结构已是最新"
                : $"  结构待升级: {string.Join(", ", database.PendingMigrations)}"
        );
        if (database.Oldest is { } oldest)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  最早的短信: {SizeText.OfTime(now - oldest)}前（{oldest.ToLocalTime():yyyy-MM-dd HH:mm}）"
            );
        }

        if (database.Tables.Count > 0)
        {
            var table = new TextTable("最大的表", "大小", "行数（估计）");
            foreach (var each in database.Tables)
            {
                table.Add(
                    each.Name,
                    SizeText.OfBytes(each.Bytes),
                    each.Rows is { } rows ? Number(rows) : "-"
                );
            }

            text.Append(table);
        }
    }

    private static void Backup(StringBuilder text, BackupStanding backup, DateTimeOffset now)
    {
        text.AppendLine().AppendLine("备份 (backup)");
        text.AppendLine(
            backup.FinishedAt is { } at
                ? $"  {at.ToLocalTime():yyyy-MM-dd HH:mm}（{SizeText.OfTime(now - at)}前）"
                    + $"{(backup.Succeeded == true ? "成功" : "失败")}"
                    + (backup.Bytes is { } bytes ? $"，{SizeText.OfBytes(bytes)}" : "")
            : backup.File is null ? "  未登记：没有设置 Yixun:Backup:StatusFile"
            : $"  未登记：{backup.File} 不存在或不可读"
        );
    }

    private static string Number(double value) => value.ToString("#,0.#", CultureInfo.InvariantCulture);
}
