using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Yixun.CarrierSimulator;
using Yixun.CarrierSimulator.Options;
using Yixun.Functions.Reference;

namespace Yixun.Standalone;

/// <summary>Three simulated carriers and the channels that lead to them.</summary>
internal static class DemonstrationCarriers
{
    private static readonly (
        string Id,
        string Name,
        string Carrier,
        string Account,
        string Protocol
    )[] Channels =
    [
        ("mobile", "演示移动", "Mobile", "901234", "cmpp30"),
        ("unicom", "演示联通", "Unicom", "905678", "cmpp20"),
        ("telecom", "演示电信", "Telecom", "909012", "cmpp30"),
    ];

    /// <summary>The only one of them that has an MMSC, so that the others show what happens without.</summary>
    private const string MmsId = "mobile-mms";
    private const string MmsAccount = "mms901234";

    /// <summary>One number for all three (三网合一).</summary>
    private const string AccessNumber = "106900001234";

    /// <summary>Starts the simulator and returns the settings of the channels.</summary>
    public static async Task<(
        CarrierSimulatorHost Simulator,
        Dictionary<string, string?> Settings
    )> StartAsync(CancellationToken cancellationToken)
    {
        var secrets = Channels
            .Select(channel => channel.Id)
            .Append(MmsId)
            .ToDictionary(id => id, _ => SystemSeed.NewSecret());
        var peerSecret = SystemSeed.NewSecret();
        var listen = FreeEndpoint();
        var simulator = await CarrierSimulatorHost.StartAsync(
            new CarrierSimulatorOptions
            {
                Gateways =
                [
                    .. Channels.Select(channel => new GatewayOptions
                    {
                        Name = channel.Id,
                        Carrier = channel.Carrier,
                        Accounts =
                        [
                            new AccountOptions { SpId = channel.Account, Secret = secrets[channel.Id] },
                        ],
                        AccessNumbers = [AccessNumber],
                        Behaviour = new GatewayBehaviour
                        {
                            ResponseDelay = 2,
                            ReportDelay = 100,
                            ReportJitter = 400,
                        },
                    }),
                    new GatewayOptions
                    {
                        Name = MmsId,
                        Carrier = "Mobile",
                        Protocol = "mm7",
                        Accounts =
                        [
                            new AccountOptions
                            {
                                SpId = MmsAccount,
                                Secret = secrets[MmsId],
                                ReportUrl = new Uri($"http://{listen}/"),
                                ReportUser = MmsId,
                                ReportSecret = peerSecret,
                            },
                        ],
                        AccessNumbers = [AccessNumber],
                        Behaviour = new GatewayBehaviour
                        {
                            ResponseDelay = 20,
                            ReportDelay = 200,
                            ReportJitter = 400,
                            ReadReplyDelay = 500,
                            RetrySeconds = 1,
                        },
                    },
                ],
            },
            cancellationToken
        );
        var settings = new Dictionary<string, string?>();
        for (var index = 0; index < Channels.Length; index++)
        {
            var channel = Channels[index];
            var prefix = $"Yixun:Channels:{index.ToString(CultureInfo.InvariantCulture)}:";
            var port = simulator.Gateways.Single(gateway => gateway.Name == channel.Id).Port;
            settings[prefix + "Id"] = channel.Id;
            settings[prefix + "Name"] = channel.Name;
            settings[prefix + "Carriers:0"] = channel.Carrier;
            settings[prefix + "AccessNumber"] = AccessNumber;
            settings[prefix + "Protocol"] = channel.Protocol;
            settings[prefix + "Host"] = "127.0.0.1";
            settings[prefix + "Port"] = port.ToString(CultureInfo.InvariantCulture);
            settings[prefix + "Account"] = channel.Account;
            settings[prefix + "Secret"] = secrets[channel.Id];
            settings[prefix + "Connections"] = "4";
            settings[prefix + "Window"] = "128";
        }

        AddMms(settings, simulator, secrets[MmsId], listen, peerSecret);
        return (simulator, settings);
    }

    private static void AddMms(
        Dictionary<string, string?> settings,
        CarrierSimulatorHost simulator,
        string secret,
        IPEndPoint listen,
        string peerSecret
    )
    {
        var prefix = $"Yixun:Channels:{Channels.Length.ToString(CultureInfo.InvariantCulture)}:";
        var port = simulator.Gateways.Single(gateway => gateway.Name == MmsId).Port;
        settings[prefix + "Id"] = MmsId;
        settings[prefix + "Name"] = "演示移动彩信";
        settings[prefix + "Kind"] = "Mms";
        settings[prefix + "Carriers:0"] = "Mobile";
        settings[prefix + "AccessNumber"] = AccessNumber;
        settings[prefix + "Protocol"] = "mm7";
        settings[prefix + "Account"] = MmsAccount;
        settings[prefix + "Secret"] = secret;
        settings[prefix + "Connections"] = "4";
        settings[prefix + "Window"] = "4";
        settings[prefix + "Mm7:Address"] = $"http://127.0.0.1:{port}/mmsc/vasp";
        settings[prefix + "Mm7:VaspId"] = "901234";
        settings[prefix + "Mm7:ServiceCode"] = "YYTZ";
        settings[prefix + "Mm7:Listen"] = listen.ToString();
        settings[prefix + "Mm7:PeerUser"] = MmsId;
        settings[prefix + "Mm7:PeerPassword"] = peerSecret;
        settings[prefix + "Mm7:PeerAddresses:0"] = "127.0.0.1";
    }

    /// <summary>Where the MMSC will post to; free now, and asked for again if somebody is faster.</summary>
    private static IPEndPoint FreeEndpoint()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return (IPEndPoint)probe.LocalEndpoint;
    }
}
