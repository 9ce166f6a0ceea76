using System.Text.Json.Serialization;

namespace Yixun.Functions.Alerts.Delivery;

/// <summary>The alert of a notice. Times have the hospital's offset.</summary>
/// <param name="Id">Alert id.</param>
/// <param name="Kind">One of <see cref="Core.Alerts.AlertKinds"/>.</param>
/// <param name="Name">Chinese name of the kind.</param>
/// <param name="Channel">Channel id; null where it is about no single one.</param>
/// <param name="Severity">info, warning or critical.</param>
/// <param name="Detail">Chinese.</param>
/// <param name="RaisedAt">When.</param>
/// <param name="ClearedAt">When it was over.</param>
public sealed record AlertNoticeSubject(
    string Id,
    string Kind,
    string Name,
    string? Channel,
    string Severity,
    string Detail,
    DateTimeOffset RaisedAt,
    DateTimeOffset? ClearedAt
)
{
    /// <summary>Chinese.</summary>
    [JsonIgnore]
    public string SeverityName =>
        Severity switch
        {
            "critical" => "严重",
            "warning" => "一般",
            _ => "提示",
        };
}
