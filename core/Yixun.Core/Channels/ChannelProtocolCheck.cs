using System.Globalization;

namespace Yixun.Core.Channels;

/// <summary>What each protocol's fields can hold.</summary>
internal static class ChannelProtocolCheck
{
    private const int MaximumMm7Requests = 256;

    public static void Check(ChannelSettings channel, ChannelFaultList faults)
    {
        switch (channel.Protocol.ToLowerInvariant())
        {
            case "cmpp20" or "cmpp30":
                CheckCmpp(channel, faults);
                break;
            case "sgip":
                CheckSgip(channel, faults);
                break;
            case "smgp":
                CheckSmgp(channel, faults);
                break;
            case "smpp":
                CheckSmpp(channel, faults);
                break;
            case "mm7":
                CheckMm7(channel, faults);
                break;
        }
    }

    /// <summary>
    /// CMPP 2.0 and 3.0: CONNECT and SUBMIT. Source_Addr has exactly 6 characters: a longer one would be cut on the wire and
    /// hashed whole, and gateways disagree on how a shorter one is hashed.
    /// </summary>
    private static void CheckCmpp(ChannelSettings channel, ChannelFaultList faults)
    {
        faults.Text("account", "企业代码（SP_Id）", channel.Account, 6, 6);
        Secret(channel, faults, 64);
        faults.Text("serviceId", "业务代码（Service_Id）", channel.ServiceId, 0, 10);
        faults.Text("messageSource", "信息来源（Msg_src）", channel.MessageSource, 0, 6);
        if (channel.FeeType is { } type)
        {
            faults.Digits("feeType", "资费类别（FeeType）", type, 2, 2);
        }

        faults.Digits("feeCode", "资费代码（FeeCode）", channel.FeeCode, 1, 6);
    }

    /// <summary>SGIP 1.2: Bind and Submit.</summary>
    private static void CheckSgip(ChannelSettings channel, ChannelFaultList faults)
    {
        var own = channel.Sgip;
        faults.Text("account", "登录名", channel.Account, 1, 16);
        Secret(channel, faults, 16);
        faults.Text("serviceId", "业务代码（ServiceType）", channel.ServiceId, 0, 10);
        if (
            channel.FeeType is { } type
            && (!byte.TryParse(type, NumberStyles.None, CultureInfo.InvariantCulture, out var fee) || fee > 4)
        )
        {
            faults.Add("feeType", "range", "计费类型（FeeType）须为 0 至 4");
        }

        faults.Digits("feeCode", "收费值（FeeValue）", channel.FeeCode, 1, 6);
        if (own.Node == 0)
        {
            faults.Add("sgip.node", "missing", "节点编号须为 3 + 区号 + 企业代码 组成的数字");
        }

        faults.Digits("sgip.corpId", "企业代码（CorpId）", own.CorpId, 1, 5);
        faults.Addresses("sgip.peerAddresses", "网关来源地址", own.PeerAddresses);
        if (string.IsNullOrEmpty(own.Listen))
        {
            return;
        }

        faults.Listen("sgip.listen", "监听地址", own.Listen);
        faults.Text("sgip.peerAccount", "网关登录名", own.PeerAccount, 1, 16);
        faults.Text("sgip.peerSecret", "网关登录密码", own.PeerSecret, 1, 16);
    }

    /// <summary>SMGP 3.0.3: Login and Submit.</summary>
    private static void CheckSmgp(ChannelSettings channel, ChannelFaultList faults)
    {
        faults.Text("account", "登录账号（ClientID）", channel.Account, 1, 8);
        Secret(channel, faults, 64);
        faults.Text("serviceId", "业务代码（ServiceID）", channel.ServiceId, 0, 10);
        faults.Text("messageSource", "信息来源（MsgSrc）", channel.MessageSource, 0, 8);
        faults.Text("smgp.mobileServiceId", "MServiceID", channel.Smgp.MobileServiceId, 0, 21);
        if (channel.FeeType is { } type)
        {
            faults.Digits("feeType", "计费类型（FeeType）", type, 2, 2);
        }

        faults.Digits("feeCode", "资费代码（FeeCode）", channel.FeeCode, 1, 6);
    }

    /// <summary>SMPP 3.4: bind and submit_sm. A password of more than 8 characters is beyond the text, and many servers want one.</summary>
    private static void CheckSmpp(ChannelSettings channel, ChannelFaultList faults)
    {
        var own = channel.Smpp;
        faults.Text("account", "system_id", channel.Account, 1, 15);
        Secret(channel, faults, 63);
        faults.Text("serviceId", "service_type", channel.ServiceId, 0, 5);
        faults.Text("smpp.systemType", "system_type", own.SystemType, 0, 12);
        faults.Range("smpp.sourceTon", "source_addr_ton", own.SourceTon, 0, 6);
        faults.Range("smpp.sourceNpi", "source_addr_npi", own.SourceNpi, 0, 18);
        faults.Range("smpp.destinationTon", "dest_addr_ton", own.DestinationTon, 0, 6);
        faults.Range("smpp.destinationNpi", "dest_addr_npi", own.DestinationNpi, 0, 18);
        if (own.DestinationPrefix.Length > 0)
        {
            faults.Digits("smpp.destinationPrefix", "号码前缀", own.DestinationPrefix, 1, 4);
        }

        if (own.ValidityPeriod.Length > 0)
        {
            faults.Text("smpp.validityPeriod", "validity_period", own.ValidityPeriod, 16, 16);
        }

        if (own.AsciiDataCoding is not (0 or 1 or 3))
        {
            faults.Add("smpp.asciiDataCoding", "range", "ASCII 内容的 data_coding 须为 0、1 或 3");
        }

        faults.OneOf("smpp.longMessages", "长短信方式", own.LongMessages, "UserDataHeader", "Sar", "Payload");
        faults.OneOf(
            "smpp.idFormat",
            "报告编号格式",
            own.IdFormat,
            "AsIs",
            "StripZeros",
            "HexResponseDecimalReceipt",
            "DecimalResponseHexReceipt"
        );
    }

    /// <summary>MM7 (TS 23.140): where and as whom multimedia messages are posted.</summary>
    private static void CheckMm7(ChannelSettings channel, ChannelFaultList faults)
    {
        var own = channel.Mm7;
        if (
            !Uri.TryCreate(own.Address, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
            || address.UserInfo.Length > 0
        )
        {
            faults.Add(
                "mm7.address",
                own.Address.Length == 0 ? "missing" : "format",
                "彩信网关地址须为 http 或 https 地址，不含用户名和密码"
            );
        }

        faults.OneOf("mm7.authentication", "认证方式", own.Authentication, "None", "Basic", "Digest");
        if (!string.Equals(own.Authentication, "None", StringComparison.OrdinalIgnoreCase))
        {
            faults.Text("account", "用户名", channel.Account, 1, 64);
            Secret(channel, faults, 64);
        }

        // Basic authentication parts user and password by a colon.
        if (channel.Account.AsSpan().ContainsAnyExceptInRange(' ', '~') || channel.Account.Contains(':'))
        {
            faults.Add("account", "format", "用户名只能含可见的 ASCII 字符，不含冒号");
        }

        // A connection carries one request at a time.
        if ((long)channel.Window * channel.Connections > MaximumMm7Requests)
        {
            faults.Add("window", "range", $"彩信通道的窗口与连接数之积最多 {MaximumMm7Requests}");
        }

        if (channel.FlowControlCodes.Any(code => code is >= 1000 and < 2000))
        {
            faults.Add("flowControlCodes", "range", "1000 至 1999 是 MM7 的成功码，不能作为流控错误码");
        }

        faults.Text("mm7.vaspId", "VASPID", own.VaspId, 1, 32);
        faults.Text("mm7.vasId", "VASID", own.VasId, 0, 32);
        faults.Text("mm7.serviceCode", "ServiceCode", own.ServiceCode, 0, 32);
        faults.Text("mm7.version", "MM7Version", own.Version, 1, 16);
        faults.Range("mm7.maximumBytes", "媒体总字节数", own.MaximumBytes, 1024, 10 * 1024 * 1024);
        faults.Addresses("mm7.peerAddresses", "彩信网关来源地址", own.PeerAddresses);
        if (own.Listen.Length > 0)
        {
            faults.Listen("mm7.listen", "监听地址", own.Listen);
        }

        if (own.PeerUser.Length > 0)
        {
            faults.Text("mm7.peerPassword", "彩信网关登录密码", own.PeerPassword, 1, 64);
        }
    }

    private static void Secret(ChannelSettings channel, ChannelFaultList faults, int longest) =>
        faults.Text("secret", "密钥", channel.Secret, 1, longest);
}
