using Microsoft.Extensions.Options;
using Yixun.Core.Alerts;

namespace Yixun.Functions.Alerts.Conditions;

/// <summary>Redis is set and away, as the process sees it that looks. Messages go on; limits and nonces count by process.</summary>
public sealed class RedisAwayCondition(IOptions<AlertOptions> options) : IAlertCondition
{
    public string Kind => AlertKinds.RedisAway;

    public bool IsKnown(AlertSituation situation) => true;

    public IEnumerable<AlertFinding> Find(AlertSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        if (situation.RedisLostSince is { } since)
        {
            yield return new AlertFinding(
                Kind,
                "",
                AlertSeverity.Warning,
                $"Redis 自 {since.ToOffset(situation.Now.Offset):MM-dd HH:mm:ss} 起不可用：短信照常收发，限速与防重放暂按进程计",
                options.Value.DownAfter,
                since
            );
        }
    }
}
