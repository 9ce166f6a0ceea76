using System.Text;
using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Links;
using Yixun.Core.Text;

namespace Yixun.LoadTest.Load;

/// <summary>Links of every protocol to a simulated gateway on this machine.</summary>
internal static class EngineLinks
{
    private static readonly byte[] Text = Encoding.BigEndianUnicode.GetBytes(
        "【测试医院】您好，您预约的检查时间为明日上午九时，请携带就诊卡到门诊二楼。"
    );

    /// <summary>In the order of their figures.</summary>
    public static IReadOnlyList<string> Protocols { get; } = ["cmpp20", "cmpp30"];

    public static SubmitSegment Segment(long number) =>
        new()
        {
            MessageId = number,
            Index = 1,
            Total = 1,
            Destination = "13800138000",
            Source = "106900001234",
            Coding = TextCoding.Ucs2,
            UserData = Text,
        };

    public static ICarrierLink Create(
        string protocol,
        int port,
        int connections,
        int window,
        ICarrierLinkHandler handler
    ) =>
        new CmppLink(
            new CmppLinkSettings
            {
                Host = "127.0.0.1",
                Port = port,
                Account = WitnessProcess.Account,
                Secret = WitnessProcess.Secret,
                Version = protocol == "cmpp20" ? CmppVersion.V20 : CmppVersion.V30,
                Connections = connections,
                Window = window,
            },
            handler
        );
}
