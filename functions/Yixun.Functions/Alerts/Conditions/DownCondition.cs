using Microsoft.Extensions.Options;
using Yixun.Core.Alerts;

namespace Yixun.Functions.Alerts.Conditions;

/// <summary>No daemon has a connection of an enabled channel.</summary>
public sealed class DownCondition(IOptions<AlertOptions> options) : IAlertCondition
{
    public string Kind => AlertKinds.Down;

    /// <summary>Without a daemon nothing is known of connections.</summary>
    public bool IsKnown(AlertSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        return !situation.DaemonAway;
    }

    public IEnumerable<AlertFinding> Find(AlertSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        foreach (var channel in situation.Channels.Where(channel => channel.Enabled))
        {
            var states = situation.States.Where(state => state.ChannelId == channel.Id).ToList();
            if (states.Exists(state => state.Bound > 0))
            {
                continue;
            }

            var since = states.Min(state => state.DownSince);
            var why =
                states.Find(state => state.Error is not null) is { } impossible
                    ? $"参数不可用：{impossible.Error}"
                : states.Count == 0 ? "没有发送进程运行它"
                : "没有任何连接";
            yield return new AlertFinding(
                Kind,
                channel.Id,
                AlertSeverity.Critical,
                $"通道 {AlertSituation.NameOf(channel)} {why}"
                    + (since is { } at ? $"，自 {at.ToOffset(situation.Now.Offset):MM-dd HH:mm:ss} 起" : ""),
                options.Value.DownAfter,
                since
            );
        }
    }
}
