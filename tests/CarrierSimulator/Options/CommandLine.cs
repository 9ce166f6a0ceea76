using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Yixun.CarrierSimulator.Options;

/// <summary>Arguments of the program.</summary>
internal static class CommandLine
{
    public const string Usage =
        "Yixun.CarrierSimulator [--listen ADDRESS] [--http-port N] [--seed N] [--witness] [--message-limit N] [--options file.json]\n"
        + "  [--scenario file.json]...\n"
        + "  [--gateway name=mobile,protocol=cmpp,port=0,carrier=Mobile,account=901234,secret=...[,access=10690000;1069]"
        + "[,response-delay=MS][,report-delay=MS][,report-url=http://...]]...";

    /// <summary>What stands on the command line goes before what the file of --options says, wherever that stands.</summary>
    /// <exception cref="ArgumentException">An argument is not understood.</exception>
    public static CarrierSimulatorOptions Read(string[] arguments)
    {
        var pairs = Pairs(arguments);
        var options = new CarrierSimulatorOptions { Gateways = [] };
        foreach (var (_, path) in pairs.Where(pair => pair.Name == "--options"))
        {
            options = Load(path);
        }

        var gateways = new List<GatewayOptions>();
        var scenarios = new List<string>();
        foreach (var (name, value) in pairs)
        {
            options = name switch
            {
                "--witness" => options with { Witness = true },
                "--http-port" => options with { HttpPort = Number(value) },
                "--listen" => options with { Listen = IPAddress.Parse(value).ToString() },
                "--seed" => options with { Seed = Number(value) },
                "--message-limit" => options with { MessageLimit = Number(value) },
                "--options" or "--gateway" or "--scenario" => options,
                _ => throw new ArgumentException($"{name} is unknown."),
            };
            if (name == "--gateway")
            {
                gateways.Add(Gateway(value));
            }
            else if (name == "--scenario")
            {
                scenarios.Add(value);
            }
        }

        options = options with
        {
            Gateways = [.. options.Gateways, .. gateways],
            Scenarios = [.. options.Scenarios, .. scenarios],
        };
        return options.Gateways.Count > 0 ? options : throw new ArgumentException("There is no gateway.");
    }

    private static List<(string Name, string Value)> Pairs(string[] arguments)
    {
        var pairs = new List<(string, string)>();
        for (var index = 0; index < arguments.Length; index++)
        {
            var name = arguments[index];
            pairs.Add(
                name == "--witness" ? (name, "")
                : ++index < arguments.Length ? (name, arguments[index])
                : throw new ArgumentException($"{name} needs a value.")
            );
        }

        return pairs;
    }

    private static GatewayOptions Gateway(string text)
    {
        var values = text.Split(',')
            .Select(static pair => pair.Split('=', 2))
            .ToDictionary(static pair => pair[0], static pair => pair.Length > 1 ? pair[1] : "");
        return new GatewayOptions
        {
            Name = values["name"],
            Protocol = values.GetValueOrDefault("protocol", "cmpp"),
            Port = Number(values.GetValueOrDefault("port", "0")),
            Carrier = values.GetValueOrDefault("carrier", "Mobile"),
            Accounts =
            [
                new AccountOptions
                {
                    SpId = values["account"],
                    Secret = values["secret"],
                    ReportUrl = values.TryGetValue("report-url", out var url)
                        ? new Uri(url, UriKind.Absolute)
                        : null,
                },
            ],
            AccessNumbers = values
                .GetValueOrDefault("access", "")
                .Split(';', StringSplitOptions.RemoveEmptyEntries),
            Behaviour = new GatewayBehaviour
            {
                ResponseDelay = Number(values.GetValueOrDefault("response-delay", "0")),
                ReportDelay = Number(values.GetValueOrDefault("report-delay", "0")),
            },
        };
    }

    private static CarrierSimulatorOptions Load(string path)
    {
        using var file = File.OpenRead(path);
        return JsonSerializer.Deserialize<CarrierSimulatorOptions>(file, JsonSerializerOptions.Web)
            ?? throw new ArgumentException("The options are empty.");
    }

    private static int Number(string text) =>
        int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
