using Yixun.Core.Routing;

namespace Yixun.Functions.Routes;

/// <summary>Chinese for what became of rules and channels.</summary>
internal static class RouteVerdictTexts
{
    public static string Of(RuleAnswer answer) =>
        answer.Verdict switch
        {
            RuleVerdict.Decides => "条件符合，由此规则决定",
            RuleVerdict.Denies => "条件符合，禁止发送",
            RuleVerdict.FallsThrough => "条件符合，但所列通道都不能发送，继续看后面的规则",
            RuleVerdict.NotAsked => "前面的规则已决定，未再判断",
            _ => $"条件不符：{Of(answer.Unmet!.Value)}",
        };

    public static string Of(ChannelAnswer answer) =>
        answer.Verdict switch
        {
            ChannelVerdict.Chosen when answer.Share < 100 => $"选用；同类短信约 {answer.Share}% 走此通道",
            ChannelVerdict.Chosen => "选用",
            ChannelVerdict.Shares => $"同类短信约 {answer.Share}% 走此通道，本条不在其中",
            ChannelVerdict.Off => "通道未启用",
            ChannelVerdict.Weightless => "权重为 0",
            ChannelVerdict.Kind => "短信与彩信类型不符",
            ChannelVerdict.Carrier => "不通该运营商",
            ChannelVerdict.Lane => "不承载此类短信",
            ChannelVerdict.Rule => "不在规则所列的通道中",
            ChannelVerdict.Province => "不覆盖该省份",
            ChannelVerdict.Link => "不接受内容中的链接",
            ChannelVerdict.Signature => "签名未在此运营商与接入号报备",
            ChannelVerdict.Hours => "不在可发时段",
            ChannelVerdict.Paused => "已暂停",
            ChannelVerdict.Draining => "正在停用",
            ChannelVerdict.Down => "当前不可用",
            ChannelVerdict.Price => "有单价更低的通道",
            ChannelVerdict.Order => "规则中有排在前面的通道可用",
            ChannelVerdict.Denied => "路由规则禁止发送",
            _ => "测试指定了其他通道",
        };

    private static string Of(RouteCondition condition) =>
        condition switch
        {
            RouteCondition.Carrier => "运营商",
            RouteCondition.Lane => "短信类别",
            RouteCondition.System => "接入系统",
            RouteCondition.Province => "省份",
            RouteCondition.Signature => "签名",
            RouteCondition.Ported => "是否携号转网",
            _ => "是否含链接",
        };
}
