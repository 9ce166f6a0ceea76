using Microsoft.Extensions.Options;
using Yixun.Core.Alerts;

namespace Yixun.Functions.Alerts.Conditions;

/// <summary>The carrier answers "too fast" to a good part of the submits.</summary>
public sealed class FlowControlCondition(IOptions<AlertOptions> options) : IAlertCondition
{
    public string Kind => AlertKinds.FlowControl;

    public bool IsKnown(AlertSituation situation) => true;

    public IEnumerable<AlertFinding> Find(AlertSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        var settings = options.Value;
        foreach (var channel in situation.Channels.Where(channel => channel.Enabled))
        {
            var minutes = situation
                .MinutesOf(
                    channel.Id,
                    situation.Now - settings.FlowControlWindow,
                    situation.Now + TimeSpan.FromMinutes(1)
                )
                .ToList();
            var submits = minutes.Sum(minute => (long)minute.Submits);
            var refused = minutes.Sum(minute => (long)minute.FlowControl);
            if (refused < settings.FlowControlSample || refused * 100 < submits * settings.FlowControlPercent)
            {
                continue;
            }

            yield return new AlertFinding(
                Kind,
                channel.Id,
                AlertSeverity.Warning,
                $"通道 {AlertSituation.NameOf(channel)} 近 {settings.FlowControlWindow.TotalMinutes:F0} 分钟提交 {submits} 条，其中 {refused} 条被流控，请核对与运营商约定的速率",
                settings.RaiseAfter
            );
        }
    }
}
