using System.Globalization;
using Yixun.Core.Routing;

namespace Yixun.Core.Channels;

/// <summary>Says in Chinese what differs between two versions of a channel. Secrets are named, never shown.</summary>
public static class ChannelComparison
{
    /// <summary>Both sides of every field that differs, as "名称 甲" each; empty when nothing does.</summary>
    public static IReadOnlyList<ChannelDifference> Between(ChannelSettings before, ChannelSettings after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var found = new List<ChannelDifference>();
        Add("名称", before.Name, after.Name);
        Add("运营商", List(before.Carriers), List(after.Carriers));
        Add("短信类别", ListOrAll(before.Lanes), ListOrAll(after.Lanes));
        Add("省份", ListOrAll(before.Provinces), ListOrAll(after.Provinces));
        Add("接入号", before.AccessNumber, after.AccessNumber);
        Add("启用", YesNo(before.Enabled), YesNo(after.Enabled));
        Add("运行状态", ModeName(before.Mode), ModeName(after.Mode));
        Add("权重", Number(before.Weight), Number(after.Weight));
        Add("单价", Number(before.Price), Number(after.Price));
        Add("时段", before.Hours, after.Hours);
        Add("签名须报备", YesNo(before.SignatureRequired), YesNo(after.SignatureRequired));
        Add("运营商代加签名", YesNo(before.SignatureByCarrier), YesNo(after.SignatureByCarrier));
        Add("链接规则", before.LinkPolicy.ToString(), after.LinkPolicy.ToString());
        Add("GSM-7", YesNo(before.Gsm7), YesNo(after.Gsm7));
        Add("类型", before.Kind.ToString(), after.Kind.ToString());
        Add("协议", before.Protocol, after.Protocol);
        Add("网关地址", before.Host, after.Host);
        Add("端口", Number(before.Port), Number(after.Port));
        Add("账号", before.Account, after.Account);
        AddSecret("密钥", before.Secret, after.Secret);
        Add("业务代码", before.ServiceId, after.ServiceId);
        Add("信息来源", before.MessageSource ?? "", after.MessageSource ?? "");
        Add("资费类别", before.FeeType ?? "", after.FeeType ?? "");
        Add("资费代码", before.FeeCode, after.FeeCode);
        Add("连接数", Number(before.Connections), Number(after.Connections));
        Add("窗口", Number(before.Window), Number(after.Window));
        Add("速率", RateName(before.Rate), RateName(after.Rate));
        Add("链路检测间隔", Seconds(before.ActiveTestInterval), Seconds(after.ActiveTestInterval));
        Add("应答超时", Seconds(before.ResponseTimeout), Seconds(after.ResponseTimeout));
        Add("最长重连间隔", Seconds(before.MaximumBackoff), Seconds(after.MaximumBackoff));
        Add("流控错误码", List(before.FlowControlCodes), List(after.FlowControlCodes));
        ChannelProtocolComparison.Add(found, before, after);
        return found;

        void Add(string name, string from, string to)
        {
            if (from != to)
            {
                found.Add(new ChannelDifference(name, from, to));
            }
        }

        void AddSecret(string name, string from, string to)
        {
            if (from != to)
            {
                found.Add(ChannelDifference.OfSecret(name));
            }
        }
    }

    /// <summary>Chinese name of a mode.</summary>
    public static string ModeName(ChannelMode mode) =>
        mode switch
        {
            ChannelMode.Running => "运行",
            ChannelMode.Draining => "排空",
            ChannelMode.Paused => "暂停",
            _ => throw new ArgumentOutOfRangeException(nameof(mode)),
        };

    /// <summary>A rate as people read it.</summary>
    public static string RateName(int rate) =>
        rate == 0 ? "不限" : string.Create(CultureInfo.InvariantCulture, $"{rate} 条/秒");

    internal static string YesNo(bool value) => value ? "是" : "否";

    internal static string List<T>(IReadOnlyList<T> items) =>
        string.Join('、', items.Select(item => Convert.ToString(item, CultureInfo.InvariantCulture)));

    private static string ListOrAll<T>(IReadOnlyList<T> items) => items.Count == 0 ? "全部" : List(items);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds} 秒");
}
