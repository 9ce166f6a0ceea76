using System.Text.RegularExpressions;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;

namespace Yixun.Core.Channels;

/// <summary>Says what of a channel can't work, before anything tries it. Connects to nobody.</summary>
public static partial class ChannelSettingsCheck
{
    /// <summary>Digits that handsets and gateways take as a sender, extension included.</summary>
    public const int LongestSender = 20;

    /// <summary>Digits of an extension that must have room behind the access number.</summary>
    public const int LeastExtension = 2;

    public const int MaximumWeight = 1000;
    public const int MaximumConnections = 200;
    public const int MaximumWindow = 1024;
    public const int MaximumRate = 100_000;

    /// <summary>Names of protocols.</summary>
    public static IReadOnlyList<string> Protocols { get; } =
    ["cmpp20", "cmpp30", "sgip", "smgp", "smpp", "mm7"];

    /// <summary>Every fault, at most one a field; none when the channel can work.</summary>
    public static IReadOnlyList<ChannelFault> Find(ChannelSettings channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        var faults = new ChannelFaultList();
        CheckUse(channel, faults);
        CheckConnection(channel, faults);
        ChannelProtocolCheck.Check(channel, faults);
        return faults.Faults;
    }

    private static void CheckUse(ChannelSettings channel, ChannelFaultList faults)
    {
        if (!IdPattern().IsMatch(channel.Id))
        {
            faults.Add("id", "format", "编号须为 2 至 32 位小写字母、数字或短横，且不以短横开头");
        }

        if (channel.Name.Length > 64)
        {
            faults.Add("name", "length", "名称最多 64 个字");
        }

        if (channel.Carriers.Count == 0)
        {
            faults.Add("carriers", "missing", "至少选择一个运营商");
        }
        else if (
            channel.Carriers.Any(carrier => !Enum.IsDefined(carrier) || carrier == Carrier.Unknown)
            || channel.Carriers.Distinct().Count() != channel.Carriers.Count
        )
        {
            faults.Add("carriers", "unknown", "运营商不存在或重复");
        }

        if (
            channel.Lanes.Any(lane => !Enum.IsDefined(lane))
            || channel.Lanes.Distinct().Count() != channel.Lanes.Count
        )
        {
            faults.Add("lanes", "unknown", "短信类别不存在或重复");
        }

        // They stand in a list separated by commas.
        if (channel.Provinces.Any(name => name.Trim().Length is 0 or > 20 || name.Contains(',')))
        {
            faults.Add("provinces", "format", "省份名称须为 1 至 20 个字，不含逗号");
        }

        if (!DailyHours.TryParse(channel.Hours, out _, out _))
        {
            faults.Add("hours", "format", "时段须形如 08:00-21:00，或 always");
        }

        faults.Range("weight", "权重", channel.Weight, 0, MaximumWeight);
        faults.Range("price", "单价（万分之一元）", channel.Price, 0, 100_000_000);
        faults.Range("rate", "速率（条/秒，0 为不限）", channel.Rate, 0, MaximumRate);
        if (!Enum.IsDefined(channel.Mode))
        {
            faults.Add("mode", "unknown", "运行状态须为 running、draining 或 paused");
        }

        if (!Enum.IsDefined(channel.LinkPolicy))
        {
            faults.Add("linkPolicy", "unknown", "链接规则须为 any、own 或 none");
        }
    }

    private static void CheckConnection(ChannelSettings channel, ChannelFaultList faults)
    {
        faults.OneOf("protocol", "协议", channel.Protocol, [.. Protocols]);
        if ((channel.Kind == ChannelKind.Mms) != IsMm7(channel))
        {
            faults.Add("kind", "mismatch", "彩信通道须用 mm7 协议，短信通道不可用 mm7 协议");
        }

        faults.Digits("accessNumber", "接入号", channel.AccessNumber, 3, LongestSender);
        if (channel.AccessNumber.Length > LongestSender - LeastExtension)
        {
            faults.Add(
                "accessNumber",
                "length",
                $"接入号最多 {LongestSender - LeastExtension} 位：连同扩展码不能超过 {LongestSender} 位，至少要留 {LeastExtension} 位扩展码"
            );
        }

        if (!IsMm7(channel))
        {
            if (Uri.CheckHostName(channel.Host) == UriHostNameType.Unknown)
            {
                faults.Add(
                    "host",
                    channel.Host.Length == 0 ? "missing" : "format",
                    "网关地址须为 IP 地址或域名"
                );
            }

            faults.Range("port", "端口", channel.Port, 1, 65_535);
        }

        faults.Range("connections", "连接数", channel.Connections, 1, MaximumConnections);
        faults.Range("window", "窗口", channel.Window, 1, MaximumWindow);
        faults.Time("activeTestSeconds", "链路检测间隔", channel.ActiveTestInterval, 1, 600);
        faults.Time("responseTimeoutSeconds", "应答超时", channel.ResponseTimeout, 1, 600);
        faults.Time("maximumBackoffSeconds", "最长重连间隔", channel.MaximumBackoff, 1, 3600);
        if (channel.FlowControlCodes.Count > 32)
        {
            faults.Add("flowControlCodes", "length", "流控错误码最多 32 个");
        }

        if (channel.Gsm7 && !string.Equals(channel.Protocol, "smpp", StringComparison.OrdinalIgnoreCase))
        {
            faults.Add("gsm7", "unsupported", "只有 SMPP 通道可以用 GSM-7 编码");
        }
    }

    private static bool IsMm7(ChannelSettings channel) =>
        string.Equals(channel.Protocol, "mm7", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{1,31}\z")]
    private static partial Regex IdPattern();
}
