using Yixun.Core.Alerts;

namespace Yixun.Functions.Alerts.Conditions;

/// <summary>Nobody makes the months' partitions of the message tables.</summary>
public sealed class PartitionsCondition : IAlertCondition
{
    /// <summary>The timer comes every hour.</summary>
    private static readonly TimeSpan RaiseAfter = TimeSpan.FromHours(2);

    public string Kind => AlertKinds.Partitions;

    public bool IsKnown(AlertSituation situation) => true;

    public IEnumerable<AlertFinding> Find(AlertSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        if (!situation.MayPartition)
        {
            yield return new AlertFinding(
                Kind,
                "",
                AlertSeverity.Warning,
                "数据库账号无权建立、删除月分区：请授权，或设 Yixun:Retention:ByTimer=false 并定期执行 ./yixun db partitions --apply",
                TimeSpan.Zero
            );
        }
        else if (situation.MissingMonths.Count > 0)
        {
            yield return new AlertFinding(
                Kind,
                "",
                AlertSeverity.Warning,
                $"数据库缺少月分区 {string.Join('、', situation.MissingMonths)}：请执行 ./yixun db partitions --apply",
                RaiseAfter
            );
        }
    }
}
