using Microsoft.Extensions.Options;
using Yixun.Core.Alerts;

namespace Yixun.Functions.Alerts.Conditions;

/// <summary>Health holds part of a channel's traffic back for longer than a recovery takes. A channel without connections is told of as such.</summary>
public sealed class DegradedCondition(IOptions<AlertOptions> options) : IAlertCondition
{
    public string Kind => AlertKinds.Degraded;

    public bool IsKnown(AlertSituation situation) => true;

    public IEnumerable<AlertFinding> Find(AlertSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        return situation
            .Channels.Where(channel =>
                channel is { Enabled: true, HealthShare: < 100 } && !IsDown(channel.Id, situation)
            )
            .Select(channel => new AlertFinding(
                Kind,
                channel.Id,
                AlertSeverity.Warning,
                $"通道 {AlertSituation.NameOf(channel)} 的流量份额降至 {channel.HealthShare}%"
                    + (channel.HealthReason is { } reason ? $"：{reason}" : ""),
                options.Value.DegradedAfter
            ));
    }

    private static bool IsDown(string channelId, AlertSituation situation) =>
        !situation.States.Any(state => state.ChannelId == channelId && state.Bound > 0);
}
