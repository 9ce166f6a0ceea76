using System.Globalization;
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

    /// <summary>One number for all three (三网合一).</summary>
    private const string AccessNumber = "106900001234";

    /// <summary>Starts the simulator and returns the settings of the channels.</summary>
    public static async Task<(
        CarrierSimulatorHost Simulator,
        Dictionary<string, string?> Settings
    )> StartAsync(CancellationToken cancellationToken)
    {
        var secrets = Channels.ToDictionary(channel => channel.Id, _ => SystemSeed.NewSecret());
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

        return (simulator, settings);
    }
}
