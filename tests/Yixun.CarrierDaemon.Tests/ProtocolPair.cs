using System.Net;
using System.Net.Sockets;
using Yixun.CarrierDaemon.Channels;
using Yixun.CarrierSimulator;
using Yixun.CarrierSimulator.Options;
using Yixun.Core.Channels;

namespace Yixun.CarrierDaemon.Tests;

/// <summary>A simulated gateway and the settings of a channel to it, for any protocol.</summary>
internal sealed class ProtocolPair(string protocol)
{
    private const string Account = "901234";
    private const string Secret = "1234";
    private const string PeerAccount = "unicom";
    private readonly int _callback = protocol == "sgip" ? FreePort() : 0;

    /// <summary>Every protocol of short messages that the daemon speaks.</summary>
    public static IReadOnlyCollection<string> Protocols =>
        [.. CarrierLinkFactory.Protocols.Where(protocol => protocol != "mm7")];

    public Task<CarrierSimulatorHost> StartGatewayAsync(
        GatewayBehaviour behaviour,
        CancellationToken cancellationToken
    ) =>
        CarrierSimulatorHost.StartAsync(
            new CarrierSimulatorOptions
            {
                Gateways =
                [
                    new GatewayOptions
                    {
                        Name = "gateway",
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
                                            Account = PeerAccount,
                                            Secret = Secret,
                                        },
                            },
                        ],
                        AccessNumbers = ["1069"],
                        Behaviour = behaviour,
                    },
                ],
                Witness = true,
            },
            cancellationToken
        );

    public void Connect(ChannelSettings settings, CarrierSimulatorHost gateway)
    {
        settings.Protocol = protocol;
        settings.Host = "127.0.0.1";
        settings.Port = gateway.Gateways[0].Port;
        settings.Account = Account;
        settings.Secret = Secret;
        settings.Connections = 2;
        settings.Window = 8;
        settings.Sgip.Node = 3_010_012_345;
        settings.Sgip.CorpId = "12345";
        settings.Sgip.Listen = _callback == 0 ? null : $"127.0.0.1:{_callback}";
        settings.Sgip.PeerAccount = PeerAccount;
        settings.Sgip.PeerSecret = Secret;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
