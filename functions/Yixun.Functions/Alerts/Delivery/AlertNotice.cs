using Yixun.Core.Alerts;

namespace Yixun.Functions.Alerts.Delivery;

/// <summary>What a target is told.</summary>
/// <param name="Id">Of the delivery: the same in every try.</param>
/// <param name="Occasion">raised, cleared, reminder or test.</param>
/// <param name="Alert">What about.</param>
public sealed record AlertNotice(string Id, string Occasion, AlertNoticeSubject Alert)
{
    /// <summary>One line of Chinese: what happened.</summary>
    public string Headline =>
        Occasion switch
        {
            "cleared" => $"告警解除：{Alert.Name}",
            "reminder" => $"仍未处理的{Alert.SeverityName}告警：{Alert.Name}",
            "test" => Alert.Name,
            _ => $"{Alert.SeverityName}告警：{Alert.Name}",
        };

    /// <summary>Name of an occasion in notices.</summary>
    public static string NameOf(AlertOccasion occasion) =>
        occasion switch
        {
            AlertOccasion.Raised => "raised",
            AlertOccasion.Cleared => "cleared",
            AlertOccasion.Reminder => "reminder",
            _ => throw new ArgumentOutOfRangeException(nameof(occasion)),
        };
}
