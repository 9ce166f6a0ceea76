namespace Yixun.Functions.Audit;

/// <summary>What was changed.</summary>
/// <param name="Kind">channel, alert, alert-target, system …</param>
/// <param name="Id">Its id; never a phone number.</param>
public sealed record AuditTarget(string Kind, string Id)
{
    public const string ChannelKind = "channel";

    public static AuditTarget Channel(string id) => new(ChannelKind, id);
}
