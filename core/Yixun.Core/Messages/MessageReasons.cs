namespace Yixun.Core.Messages;

/// <summary>Stable codes of why a message is blocked, held, expired or failed on our side; stored with the message.</summary>
public static class MessageReasons
{
    public const string Blacklist = "blacklist";
    public const string OptOut = "opt_out";
    public const string LaneHours = "lane_hours";
    public const string LaneTtl = "lane_ttl";
    public const string NoRoute = "NOROUTE";
    public const string RouteDenied = "route_denied";
    public const string ChannelHours = "channel_hours";
    public const string SignatureUnregistered = "signature_unregistered";
    public const string LinkNotAllowed = "link_not_allowed";
    public const string ContentNotEncodable = "content_not_encodable";
    public const string FlowControl = "flow_control";
    public const string LinkLost = "link_lost";
    public const string ResponseTimeout = "response_timeout";
    public const string ProcessRestart = "process_restart";
    public const string NoReport = "no_report";
    public const string Recalled = "recalled";
    public const string Unreadable = "unreadable";
}
