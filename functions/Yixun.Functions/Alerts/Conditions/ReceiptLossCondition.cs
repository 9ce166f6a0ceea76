using Microsoft.Extensions.Options;
using Yixun.Core.Alerts;

namespace Yixun.Functions.Alerts.Conditions;

/// <summary>Of what a carrier accepted a while ago, few status reports have come.</summary>
public sealed class ReceiptLossCondition(IOptions<AlertOptions> options) : IAlertCondition
{
    public string Kind => AlertKinds.ReceiptLoss;

    public bool IsKnown(AlertSituation situation) => true;

    public IEnumerable<AlertFinding> Find(AlertSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        var settings = options.Value;
        var until = situation.Now - settings.ReportGrace;
        foreach (var channel in situation.Channels.Where(channel => channel.Enabled))
        {
            var minutes = situation.MinutesOf(channel.Id, until - settings.ReportWindow, until).ToList();
            var accepted = minutes.Sum(minute => (long)minute.Accepted);
            var reported = minutes.Sum(minute => (long)minute.ReportedSoFar);
            if (accepted < settings.ReportSample || reported * 100 >= accepted * settings.LeastReported)
            {
                continue;
            }

            yield return new AlertFinding(
                Kind,
                channel.Id,
                AlertSeverity.Warning,
                $"通道 {AlertSituation.NameOf(channel)} 近 {settings.ReportWindow.TotalMinutes:F0} 分钟提交成功 {accepted} 条，只收到 {reported} 条状态报告",
                settings.RaiseAfter
            );
        }
    }
}
