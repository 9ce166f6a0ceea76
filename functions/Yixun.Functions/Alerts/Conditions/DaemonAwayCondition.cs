using Microsoft.Extensions.Options;
using Yixun.Core.Alerts;

namespace Yixun.Functions.Alerts.Conditions;

/// <summary>There are channels to run, and no daemon runs any.</summary>
public sealed class DaemonAwayCondition(IOptions<AlertOptions> options) : IAlertCondition
{
    public string Kind => AlertKinds.DaemonAway;

    public bool IsKnown(AlertSituation situation) => true;

    public IEnumerable<AlertFinding> Find(AlertSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        if (situation.DaemonAway)
        {
            yield return new AlertFinding(
                Kind,
                "",
                AlertSeverity.Critical,
                "没有发送进程在线，短信只能排队",
                options.Value.DownAfter
            );
        }
    }
}
