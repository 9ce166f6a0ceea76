using Microsoft.Extensions.Options;
using Yixun.Core.Alerts;
using Yixun.Core.Ids;
using Yixun.Core.Messages;
using Yixun.Core.Routing;
using Yixun.Data.Channels;

namespace Yixun.Functions.Alerts.Conditions;

/// <summary>Messages that may be sent wait on a channel too long, or too many do in one lane.</summary>
public sealed class BacklogCondition(IOptions<AlertOptions> options) : IAlertCondition
{
    public string Kind => AlertKinds.Backlog;

    public bool IsKnown(AlertSituation situation) => true;

    public IEnumerable<AlertFinding> Find(AlertSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        foreach (var channel in situation.Channels)
        {
            var waiting = situation
                .Queued.Where(load => load.ChannelId == channel.Id && IsBacklog(load, situation))
                .OrderBy(load => load.Lane)
                .ToList();
            var held = situation
                .States.Where(state => state.ChannelId == channel.Id)
                .Sum(state => (long)state.Waiting);
            if (waiting.Count == 0 && held <= options.Value.BacklogMessages)
            {
                continue;
            }

            var lanes = waiting.ConvertAll(load =>
                $"{Lanes.NameOf(load.Lane)} 至少 {load.Messages} 条，最早 {Age(load, situation).TotalMinutes:F0} 分钟前"
            );
            var mode = channel switch
            {
                { Enabled: false } => "（已停用）",
                { Mode: ChannelMode.Paused } => "（已暂停）",
                _ => "",
            };
            yield return new AlertFinding(
                Kind,
                channel.Id,
                // Nobody waits hours for these.
                waiting.Exists(load => load.Lane is Lane.Critical or Lane.Otp or Lane.Care)
                    ? AlertSeverity.Critical
                    : AlertSeverity.Warning,
                $"通道 {AlertSituation.NameOf(channel)}{mode} 积压："
                    + (lanes.Count == 0 ? $"发送进程中有 {held} 条待发" : string.Join("；", lanes)),
                options.Value.RaiseAfter
            );
        }
    }

    /// <summary>What waits for its lane's hours is no backlog.</summary>
    private bool IsBacklog(QueuedLoad load, AlertSituation situation) =>
        situation.Open.ContainsKey(load.Lane)
        && (load.Messages > options.Value.BacklogMessages || Age(load, situation) > options.Value.BacklogAge);

    /// <summary>How long the oldest could have been sent.</summary>
    private static TimeSpan Age(QueuedLoad load, AlertSituation situation)
    {
        var accepted = MessageIdGenerator.TimeOf(load.OldestId);
        var open = situation.Open[load.Lane];
        return situation.Now - (open > accepted ? open : accepted);
    }
}
