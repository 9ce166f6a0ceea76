namespace Yixun.Functions.Alerts;

/// <summary>One thing that can be wrong. Looks only at the situation, so it is the same wherever it runs.</summary>
public interface IAlertCondition
{
    /// <summary>One of <see cref="Core.Alerts.AlertKinds"/>.</summary>
    string Kind { get; }

    /// <summary>False where the situation says nothing about it: what is open stays open then.</summary>
    bool IsKnown(AlertSituation situation);

    /// <summary>Where it holds; at most once a channel.</summary>
    IEnumerable<AlertFinding> Find(AlertSituation situation);
}
