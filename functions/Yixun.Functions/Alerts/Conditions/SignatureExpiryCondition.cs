using System.Globalization;
using Yixun.Core.Alerts;

namespace Yixun.Functions.Alerts.Conditions;

/// <summary>Registrations of signatures end soon, or ended lately and were not renewed. One alert for all of them.</summary>
public sealed class SignatureExpiryCondition : IAlertCondition
{
    /// <summary>How long an ended registration is still told of; whoever lets one end on purpose withdraws it.</summary>
    public static readonly TimeSpan ShownAfterEnd = TimeSpan.FromDays(7);

    public string Kind => AlertKinds.SignatureExpiry;

    public bool IsKnown(AlertSituation situation) => true;

    public IEnumerable<AlertFinding> Find(AlertSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        if (situation.Ending.Count == 0)
        {
            yield break;
        }

        var ended = situation.Ending.Count(row => row.ExpiresAt <= situation.Now);
        var first = situation.Ending.Min(row => row.ExpiresAt!.Value).ToOffset(situation.Now.Offset);
        var counts = ended == 0 ? "" : $"{ended} 个签名报备已到期，";
        counts +=
            ended == situation.Ending.Count
                ? ""
                : $"{situation.Ending.Count - ended} 个签名报备将在 30 天内到期，";
        yield return new AlertFinding(
            Kind,
            "",
            ended > 0 ? AlertSeverity.Critical : AlertSeverity.Warning,
            counts + string.Create(CultureInfo.InvariantCulture, $"最早的为 {first:yyyy-MM-dd}，请续期"),
            TimeSpan.Zero
        );
    }
}
