using System.Collections.Frozen;
using Yixun.Core.Messages;

namespace Yixun.Core.Failures;

/// <summary>Plain Chinese for status words, result codes and our own reasons. Unknown codes are shown raw.</summary>
public static class FailureTexts
{
    private static readonly FrozenDictionary<string, (string Cause, string? Advice)> Known = new Dictionary<
        string,
        (string, string?)
    >(StringComparer.OrdinalIgnoreCase)
    {
        ["UNDELIV"] = ("关机、停机或不在服务区", "可稍后重发，或电话联系患者"),
        ["REJECTD"] = ("被运营商网关拒绝", "请检查签名报备与内容，或联系运营商"),
        ["REJECT"] = ("被运营商网关拒绝", "请检查签名报备与内容，或联系运营商"),
        ["EXPIRED"] = ("超过有效期仍未送达", "可稍后重发，或电话联系患者"),
        ["DELETED"] = ("已被运营商删除", "请联系运营商核实"),
        ["UNKNOWN"] = ("运营商无法确定结果", "可稍后重发，或电话联系患者"),
        ["MBBLACK"] = ("号码在运营商黑名单中", "请勿再次发送，可电话联系患者"),
        ["69"] = ("号码在运营商黑名单中", "请勿再次发送，可电话联系患者"),
        ["MK:0001"] = ("空号", "请核对患者登记的手机号码"),
        ["MMS:Expired"] = ("彩信在有效期内未被接收", "可稍后重发，或电话联系患者"),
        ["MMS:Rejected"] = ("彩信被患者或运营商拒收", "可改发短信，或电话联系患者"),
        ["MMS:Indeterminate"] = ("运营商无法确定彩信是否收到", "请电话核实患者是否收到"),
        ["SUBMIT:2001"] = ("彩信中心限制了该操作", "请联系运营商核实彩信账户"),
        ["SUBMIT:2002"] = ("彩信中心认为号码错误", "请核对患者登记的手机号码"),
        ["SUBMIT:2003"] = ("彩信中心找不到该号码", "请核对患者登记的手机号码"),
        ["SUBMIT:2004"] = ("彩信中心拒绝该内容", "请缩小图片或更换内容后重发"),
        ["SUBMIT:2007"] = ("彩信中心认为消息格式错误", "请联系系统管理员"),
        ["SUBMIT:3002"] = ("彩信中心拒收", "请联系运营商核实"),
        ["SUBMIT:4007"] = ("彩信业务被拒绝", "请联系运营商核实彩信业务是否开通"),
        ["SUBMIT:1"] = ("网关认为消息结构错误", "请联系系统管理员"),
        ["SUBMIT:2"] = ("网关认为命令字错误", "请联系系统管理员"),
        ["SUBMIT:3"] = ("网关认为消息序号重复", "请联系系统管理员"),
        ["SUBMIT:4"] = ("网关认为消息长度错误", "请联系系统管理员"),
        ["SUBMIT:5"] = ("资费代码错误", "请检查通道的资费设置"),
        ["SUBMIT:6"] = ("超过最大信息长度", "请缩短内容后重发"),
        ["SUBMIT:7"] = ("业务代码错误", "请检查通道的业务代码设置"),
        ["SUBMIT:8"] = ("网关流量控制，多次减速后仍未接收", "系统已自动减速，可稍后重发"),
        ["SUBMIT:9"] = ("网关不负责该号码", "请检查路由设置或换用其他通道"),
        ["SUBMIT:10"] = ("接入号错误", "请检查通道的接入号设置"),
        ["SUBMIT:11"] = ("企业代码错误", "请检查通道的企业代码设置"),
        ["SUBMIT:12"] = ("计费号码错误", "请检查通道设置"),
        ["SUBMIT:13"] = ("目的号码错误", "请核对患者登记的手机号码"),
        [MessageReasons.NoRoute] = ("没有可用通道到达该号码", "请检查通道是否启用、路由是否覆盖该号段"),
        [MessageReasons.RouteDenied] = ("路由规则不允许发送", "请检查路由规则，或换用其他类别、账号发送"),
        [MessageReasons.ChannelHours] = ("不在通道的可发时段，等待时段开放", null),
        [MessageReasons.SignatureUnregistered] = (
            "短信签名未在该运营商报备，按规定不得发送",
            "请完成签名报备，或换用已报备的签名"
        ),
        [MessageReasons.LinkNotAllowed] = ("内容中的链接不被可用通道允许", "请去掉链接，或改用本院短链"),
        [MessageReasons.Blacklist] = ("号码在本院黑名单中", "如需发送，请先移出黑名单"),
        [MessageReasons.OptOut] = ("患者已退订此类短信", "不得再发送营销类短信"),
        [MessageReasons.LaneHours] = ("不在允许发送的时段，等待时段开放", null),
        [MessageReasons.LaneTtl] = ("超过本类短信的发送时限，未发送", "如仍需通知，请重新发送"),
        [MessageReasons.ContentNotEncodable] = ("内容含有无法发送的字符", "请修改内容后重发"),
        [MessageReasons.FlowControl] = ("网关流量控制，多次减速后仍未接收", "系统已自动减速，可稍后重发"),
        [MessageReasons.LinkLost] = (
            "提交后连接中断，不确定是否已到运营商",
            "为避免患者重复收到，系统不会自动重发，请人工核实"
        ),
        [MessageReasons.ResponseTimeout] = (
            "提交后运营商未应答，不确定是否已接收",
            "为避免患者重复收到，系统不会自动重发，请人工核实"
        ),
        [MessageReasons.ProcessRestart] = (
            "提交过程中系统重启，不确定是否已到运营商",
            "为避免患者重复收到，系统不会自动重发，请人工核实"
        ),
        [MessageReasons.NoReport] = ("超过72小时未收到状态报告", "请电话核实患者是否收到"),
        [MessageReasons.Unreadable] = ("数据无法解密，未发送", "请联系系统管理员检查密钥文件"),
        [MessageReasons.Recalled] = ("已被撤回，未发送", null),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The text of a code; null when <paramref name="code"/> is null.</summary>
    public static FailureText? Find(string? code)
    {
        if (code is null)
        {
            return null;
        }

        return Known.TryGetValue(code, out var known)
            ? new FailureText(code, known.Cause, known.Advice)
            : new FailureText(code, $"运营商返回代码 {code}", "请联系运营商核实该代码的含义");
    }

    /// <summary>Code under which a submit result is stored: "SUBMIT:8".</summary>
    public static string OfSubmitResult(uint result) =>
        $"SUBMIT:{result.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}
