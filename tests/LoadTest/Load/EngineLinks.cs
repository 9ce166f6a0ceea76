using System.Text;
using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Links;
using Yixun.Carriers.Sgip;
using Yixun.Carriers.Smgp;
using Yixun.Carriers.Smpp;
using Yixun.Core.Text;

namespace Yixun.LoadTest.Load;

/// <summary>Links of every protocol to a simulated gateway on this machine.</summary>
internal static class EngineLinks
{
    private const string Host = "127.0.0.1";
    private static readonly byte[] Text = Encoding.BigEndianUnicode.GetBytes(
        "【测试医院】您好，您预约的检查时间为明日上午九时，请携带就诊卡到门诊二楼。"
    );

    /// <summary>In the order of their figures.</summary>
    public static IReadOnlyList<string> Protocols { get; } = ["cmpp20", "cmpp30", "sgip", "smgp", "smpp"];

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

    /// <exception cref="ArgumentOutOfRangeException">No such protocol.</exception>
    public static ICarrierLink Create(
        string protocol,
        int port,
        int connections,
        int window,
        ICarrierLinkHandler handler
    )
    {
        return protocol switch
        {
            "cmpp20" => Cmpp(CmppVersion.V20),
            "cmpp30" => Cmpp(CmppVersion.V30),
            "sgip" => new SgipLink(
                new SgipLinkSettings
                {
                    Host = Host,
                    Port = port,
                    Account = WitnessProcess.Account,
                    Secret = WitnessProcess.Secret,
                    Node = 3_010_012_345,
                    CorpId = "12345",
                    Connections = connections,
                    Window = window,
                },
                handler
            ),
            "smgp" => new SmgpLink(
                new SmgpLinkSettings
                {
                    Host = Host,
                    Port = port,
                    Account = WitnessProcess.Account,
                    Secret = WitnessProcess.Secret,
                    Connections = connections,
                    Window = window,
                },
                handler
            ),
            "smpp" => new SmppLink(
                new SmppLinkSettings
                {
                    Host = Host,
                    Port = port,
                    Account = WitnessProcess.Account,
                    Secret = WitnessProcess.Secret,
                    Connections = connections,
                    Window = window,
                },
                handler
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(protocol)),
        };

        CmppLink Cmpp(byte version) =>
            new(
                new CmppLinkSettings
                {
                    Host = Host,
                    Port = port,
                    Account = WitnessProcess.Account,
                    Secret = WitnessProcess.Secret,
                    Version = version,
                    Connections = connections,
                    Window = window,
                },
                handler
            );
    }
}
