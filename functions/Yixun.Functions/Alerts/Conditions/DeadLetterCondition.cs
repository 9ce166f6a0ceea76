using Yixun.Core.Alerts;

namespace Yixun.Functions.Alerts.Conditions;

/// <summary>Chunks were given up: what is in them waits for an operator.</summary>
public sealed class DeadLetterCondition : IAlertCondition
{
    public string Kind => AlertKinds.DeadLetters;

    public bool IsKnown(AlertSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        return situation.DeadLetters is not null;
    }

    public IEnumerable<AlertFinding> Find(AlertSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        var dead = situation.DeadLetters?.Where(queue => queue.Value > 0).ToList();
        if (dead is { Count: > 0 })
        {
            yield return new AlertFinding(
                Kind,
                "",
                AlertSeverity.Critical,
                "死信待处理："
                    + string.Join("；", dead.Select(queue => $"{queue.Key} {queue.Value} 块"))
                    + "。查明原因后用 ./yixun topology redrive 放回",
                TimeSpan.Zero
            );
        }
    }
}
