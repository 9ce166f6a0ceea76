using System.Collections.Frozen;
using Yixun.Core.Messages;

namespace Yixun.Core.Routing;

/// <summary>Turns the trace that is stored with a message into Chinese, a sentence a step.</summary>
public static class RouteExplanation
{
    /// <summary>In front of the trace of an MMS that no channel carries and that is routed as a text message with a link.</summary>
    public const string FallbackPrefix = "mms→sms ";

    private static readonly FrozenDictionary<string, string> Carriers = new Dictionary<string, string>
    {
        ["Mobile"] = "中国移动",
        ["Unicom"] = "中国联通",
        ["Telecom"] = "中国电信",
        ["Broadnet"] = "中国广电",
        ["Satellite"] = "卫星通信",
        ["Unknown"] = "未知",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> LaneNames = new Dictionary<string, string>
    {
        ["critical"] = "危急值与急会诊",
        ["otp"] = "验证码",
        ["care"] = "诊疗服务",
        ["reminder"] = "就诊提醒",
        ["followup"] = "随访宣教",
        ["promotion"] = "健康推广",
    }.ToFrozenDictionary();

    /// <summary>Why a channel is not used.</summary>
    private static readonly FrozenDictionary<string, string> Obstacles = new Dictionary<string, string>
    {
        ["province"] = "不覆盖该省份",
        ["link"] = "不接受内容中的链接",
        ["signature"] = "签名未报备",
        ["hours"] = "不在可发时段",
        ["paused"] = "已暂停",
        ["draining"] = "正在停用",
        ["down"] = "不可用",
        ["off"] = "未启用",
        ["degraded"] = "健康度下降",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Stops = new Dictionary<string, string>
    {
        [MessageReasons.Blacklist] = "号码在本院黑名单中，没有发送。",
        [MessageReasons.OptOut] = "患者已退订，本类短信不再发送。",
        [MessageReasons.LaneTtl] = "超过本类短信的发送时限，没有发送。",
    }.ToFrozenDictionary();

    /// <summary>The sentences, in the order of the trace. A step of an unknown form stays as it is.</summary>
    /// <param name="channelName">The name of the channel with an id; null: unknown.</param>
    /// <param name="ruleName">The name of the rule with an id; null: unknown.</param>
    public static IReadOnlyList<string> Explain(
        string trace,
        Func<string, string?>? channelName = null,
        Func<string, string?>? ruleName = null
    )
    {
        ArgumentNullException.ThrowIfNull(trace);
        var names = new Names(channelName, ruleName);
        return trace.StartsWith(FallbackPrefix, StringComparison.Ordinal)
            ?
            [
                "彩信：没有彩信通道可发，按提交时的要求（fallback.sms）改发带链接的短信。",
                .. ExplainSteps(trace[FallbackPrefix.Length..], names),
            ]
            : [.. ExplainSteps(trace, names)];
    }

    private static IEnumerable<string> ExplainSteps(string trace, Names names) =>
        trace
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(step => ExplainStep(step, names) ?? step);

    /// <summary>The Chinese name of a lane.</summary>
    public static string NameOf(string lane) => LaneNames.GetValueOrDefault(lane, lane);

    private static string? ExplainStep(string step, Names names)
    {
        var words = step.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var verb = words[0].Contains('=') ? "" : words[0];
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in verb.Length == 0 ? words : words[1..])
        {
            var at = word.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || !fields.TryAdd(word[..at], word[(at + 1)..]))
            {
                return null;
            }
        }

        string? Take(string field) => fields.Remove(field, out var value) ? value : null;
        var sentence = verb switch
        {
            "" when Take("carrier") is { } carrier => OfCarrier(carrier, Take("by"), Take("province")),
            "" when Take("rule") is { } rule => $"路由规则：由规则“{names.OfRule(rule)}”决定。",
            "" when Take("channel") is { } channel => channel == "none"
                ? OfNoChannel(Take("by"), Take("lane"), Take("kind") == "mms", Take("within") == "rule")
                : OfChannel(names.OfChannel(channel), Take("by"), Take("health")),
            "" when Take("not") is { } others => OfOthers(others, names),
            "rerouted" when Take("from") is { } from => Take("why") is { } why
                ? $"改道：原定通道 {names.OfChannel(from)} {Obstacles.GetValueOrDefault(why, why)}，改由其他通道发送。"
                : $"改道：不再由通道 {names.OfChannel(from)} 发送。",
            "held" when Take("by") == MessageReasons.LaneHours => OfHold(Take("lane"), Take("until")),
            "blocked" or "expired" when Take("by") is { } by => Stops.GetValueOrDefault(by),
            _ => null,
        };
        return sentence is null || fields.Count == 0
            ? sentence
            : $"{sentence}（{string.Join(' ', fields.Select(field => $"{field.Key}={field.Value}"))}）";
    }

    private static string? OfCarrier(string carrier, string? by, string? province)
    {
        var name = Carriers.GetValueOrDefault(carrier, carrier);
        var basis = by switch
        {
            "ported" => $"号码归属：{name}，依据携号转网名单",
            "no-prefix" => "号码归属：未知，号段表中没有该号段，只能走三网合一的通道",
            not null when by.StartsWith("prefix:", StringComparison.Ordinal) =>
                $"号码归属：{name}，依据号段 {by["prefix:".Length..]}",
            _ => null,
        };
        return basis is null ? null
            : province is null ? $"{basis}。"
            : $"{basis}，归属地{province}。";
    }

    private static string? OfChannel(string channel, string? by, string? health)
    {
        var basis = by switch
        {
            "only" => "唯一可用的通道",
            "price" => "可用通道中单价最低",
            "order" => "规则所列的可用通道中排在最前",
            "test" => "通道测试指定",
            not null when by.StartsWith("weight:", StringComparison.Ordinal) =>
                $"按权重分配（{by["weight:".Length..]}）",
            _ => null,
        };
        return basis is null ? null
            : health is null ? $"通道选择：{channel}，{basis}。"
            : $"通道选择：{channel}，{basis}，当前健康度 {health}。";
    }

    private static string? OfNoChannel(string? by, string? lane, bool mms, bool withinRule)
    {
        var channels = mms ? "彩信通道" : "通道";
        var asked = withinRule ? $"规则所列的{channels}" : $"可达的{channels}";
        return by switch
        {
            null when lane is not null =>
                $"通道选择：{(withinRule ? "规则所列的通道中" : "")}没有{channels}可发（类别“{NameOf(lane)}”），"
                    + $"请检查{channels}是否启用、是否覆盖该运营商{(withinRule ? "，或修改规则" : "")}"
                    + (mms ? "；提交时设 fallback.sms 可在没有彩信通道时改发短信。" : "。"),
            "denied" => "通道选择：路由规则不允许发送。",
            "signature" => $"通道选择：{asked}都要求签名报备，而该签名未报备。",
            "link" => $"通道选择：{asked}都不接受内容中的链接。",
            "hours" => $"通道选择：{asked}都不在可发时段，等待时段开放。",
            _ => null,
        };
    }

    private static string OfOthers(string others, Names names) =>
        $"未用的通道：{string.Join(
            '、',
            others
                .Split(',')
                .Select(other =>
                    other.Split(':', 2) is [var channel, var why]
                        ? $"{names.OfChannel(channel)}（{Obstacles.GetValueOrDefault(why, why)}）"
                        : other
                )
        )}。";

    private static string OfHold(string? lane, string? until)
    {
        var from = DateTimeOffset.TryParse(
            until,
            System.Globalization.CultureInfo.InvariantCulture,
            out var opening
        )
            ? opening.ToString("M月d日 HH:mm", System.Globalization.CultureInfo.InvariantCulture)
            : until;
        return $"等待时段：不在类别“{NameOf(lane ?? "")}”的发送时段{(from is null ? "" : $"，{from} 起分批发送")}。";
    }

    private readonly record struct Names(Func<string, string?>? Channels, Func<string, string?>? Rules)
    {
        public string OfChannel(string id) => With(id, Channels?.Invoke(id));

        public string OfRule(string id) => With(id, Rules?.Invoke(id));

        private static string With(string id, string? name) =>
            string.IsNullOrEmpty(name) || name == id ? id : $"{name}（{id}）";
    }
}
