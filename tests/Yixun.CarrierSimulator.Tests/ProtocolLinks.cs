using System.Net;
using System.Net.Sockets;
using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Links;
using Yixun.Carriers.Sgip;
using Yixun.Carriers.Smgp;
using Yixun.Carriers.Smpp;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Tests;

/// <summary>A gateway and the link to it, for every protocol over TCP.</summary>
internal sealed class ProtocolLinks(string protocol)
{
    private const string Account = "901234";
    private const string Secret = "1234";
    private const string Peer = "unicom";
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(2);
    private static readonly BackoffSettings Backoff = new()
    {
        Initial = TimeSpan.FromMilliseconds(20),
        Max = TimeSpan.FromMilliseconds(50),
    };

    private readonly int _callback = protocol == "sgip" ? FreePort() : 0;

    /// <summary>CMPP's versions differ in layout only.</summary>
    public static IReadOnlyList<string> Protocols => ["cmpp30", "sgip", "smgp", "smpp"];

    public GatewayOptions Gateway(GatewayBehaviour behaviour) =>
        new()
        {
            Name = "mobile",
            Protocol = protocol,
            Accounts =
            [
                new AccountOptions
                {
                    SpId = Account,
                    Secret = Secret,
                    Callback =
                        _callback == 0
                            ? null
                            : new CallbackOptions
                            {
                                Port = _callback,
                                Account = Peer,
                                Secret = Secret,
                            },
                },
            ],
            AccessNumbers = ["1069"],
            Behaviour = behaviour,
        };

    public ICarrierLink Link(int port, ICarrierLinkHandler handler) =>
        protocol switch
        {
            "sgip" => new SgipLink(
                new SgipLinkSettings
                {
                    Host = "127.0.0.1",
                    Port = port,
                    Account = Account,
                    Secret = Secret,
                    ResponseTimeout = ResponseTimeout,
                    Backoff = Backoff,
                    Node = 3_010_012_345,
                    CorpId = "12345",
                    Listen = new IPEndPoint(IPAddress.Loopback, _callback),
                    PeerAccount = Peer,
                    PeerSecret = Secret,
                    IdleClose = null,
                },
                handler
            ),
            "smgp" => new SmgpLink(
                new SmgpLinkSettings
                {
                    Host = "127.0.0.1",
                    Port = port,
                    Account = Account,
                    Secret = Secret,
                    ResponseTimeout = ResponseTimeout,
                    Backoff = Backoff,
                    ActiveTestInterval = TimeSpan.FromMilliseconds(300),
                },
                handler
            ),
            "smpp" => new SmppLink(
                new SmppLinkSettings
                {
                    Host = "127.0.0.1",
                    Port = port,
                    Account = Account,
                    Secret = Secret,
                    ResponseTimeout = ResponseTimeout,
                    Backoff = Backoff,
                    ActiveTestInterval = TimeSpan.FromMilliseconds(300),
                },
                handler
            ),
            _ => new CmppLink(
                new CmppLinkSettings
                {
                    Host = "127.0.0.1",
                    Port = port,
                    Account = Account,
                    Secret = Secret,
                    ResponseTimeout = ResponseTimeout,
                    Backoff = Backoff,
                    ActiveTestInterval = TimeSpan.FromMilliseconds(300),
                    Version = CmppVersion.V30,
                },
                handler
            ),
        };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
