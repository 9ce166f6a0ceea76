namespace Yixun.Core.Messages;

/// <summary>Lane names as the API spells them: "critical", "otp", "care", "reminder", "followup", "promotion".</summary>
public static class Lanes
{
    private static readonly string[] Names = ["critical", "otp", "care", "reminder", "followup", "promotion"];

    /// <summary>How many lanes there are.</summary>
    public const int Count = 6;

    /// <summary>Most urgent first.</summary>
    public static IReadOnlyList<Lane> All { get; } =
    [Lane.Critical, Lane.Otp, Lane.Care, Lane.Reminder, Lane.FollowUp, Lane.Promotion];

    public static string NameOf(Lane lane) => Names[(int)lane];

    /// <summary>Reads a lane name; case does not matter.</summary>
    public static bool TryParse(string? name, out Lane lane)
    {
        for (var index = 0; index < Names.Length; index++)
        {
            if (string.Equals(Names[index], name, StringComparison.OrdinalIgnoreCase))
            {
                lane = (Lane)index;
                return true;
            }
        }

        lane = default;
        return false;
    }
}
