using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Yixun.LoadTest;

/// <summary>Simulated carriers in a process of their own, counting every segment.</summary>
internal sealed class WitnessProcess : IAsyncDisposable
{
    /// <summary>Login of every gateway.</summary>
    public const string Account = "901234";
    public const string Secret = "crash-test";
    private static readonly string[] Names = ["mobile", "unicom", "telecom"];
    private readonly Process _process;
    private readonly JsonNode _ready;
    private readonly string _options;

    private WitnessProcess(Process process, JsonNode ready, string options)
    {
        _process = process;
        _ready = ready;
        _options = options;
        Url = new Uri((string)ready["http"]!);
        Phones = new Witness(Url);
    }

    /// <summary>Of the simulator's page.</summary>
    public Uri Url { get; }

    public int Id => _process.Id;

    /// <summary>What its phones received.</summary>
    public Witness Phones { get; }

    /// <summary>Processor time that it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Carriers that take some milliseconds, as in the hospital.</summary>
    /// <param name="assembly">Path of Yixun.CarrierSimulator.dll.</param>
    /// <param name="messageLimit">Messages that the phones keep; the oldest go first.</param>
    public static Task<WitnessProcess> StartAsync(
        string assembly,
        int messageLimit,
        CancellationToken cancellationToken
    ) =>
        StartAsync(
            assembly,
            new
            {
                witness = true,
                messageLimit,
                gateways = Names.Select(name => new
                {
                    name,
                    carrier = char.ToUpperInvariant(name[0]) + name[1..],
                    accounts = new[] { new { spId = Account, secret = Secret } },
                    behaviour = new
                    {
                        responseDelay = 3,
                        responseJitter = 5,
                        reportDelay = 50,
                        reportJitter = 200,
                        overrides = new Dictionary<string, string>(),
                        retrySeconds = 1,
                    },
                }),
            },
            cancellationToken
        );

    /// <summary>One gateway, named mobile, that answers after a fixed time and keeps nothing.</summary>
    /// <param name="responseDelay">Milliseconds.</param>
    public static Task<WitnessProcess> StartBareAsync(
        string assembly,
        string protocol,
        int responseDelay,
        CancellationToken cancellationToken
    ) =>
        StartAsync(
            assembly,
            new
            {
                messageLimit = 0,
                gateways = new[]
                {
                    new
                    {
                        name = Names[0],
                        protocol,
                        accounts = new[] { new { spId = Account, secret = Secret } },
                        behaviour = new { responseDelay, overrides = new Dictionary<string, string>() },
                    },
                },
            },
            cancellationToken
        );

    private static async Task<WitnessProcess> StartAsync(
        string assembly,
        object values,
        CancellationToken cancellationToken
    )
    {
        var options = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            options,
            JsonSerializer.Serialize(values, JsonSerializerOptions.Web),
            cancellationToken
        );
        var process = Platform.Launch(assembly, ["--http-port", "0", "--options", options]);
        var line =
            await process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException(
                await process.StandardError.ReadToEndAsync(cancellationToken)
            );
        return new WitnessProcess(process, JsonNode.Parse(line)!, options);
    }

    /// <summary>Gateways and where they listen on 127.0.0.1.</summary>
    public IEnumerable<(string Name, int Port)> Ports =>
        Names.Select(name => (name, int.Parse(PortOf(name), CultureInfo.InvariantCulture)));

    /// <summary>Member "Channels" of the platform's settings.</summary>
    public string ChannelSettings(int connections, int window) => Channels(PortOf, connections, window);

    /// <summary>The same channels while nobody listens at the other end.</summary>
    public static string UnreachableChannels(int connections, int window) =>
        Channels(_ => "1", connections, window);

    private static string Channels(Func<string, string> portOf, int connections, int window) =>
        "\"Channels\":"
        + JsonSerializer.Serialize(
            Names.Select(name => new
            {
                Id = name,
                Name = name,
                Carriers = new[] { char.ToUpperInvariant(name[0]) + name[1..] },
                AccessNumber = "106900001234",
                Protocol = "cmpp30",
                Host = "127.0.0.1",
                Port = portOf(name),
                Account,
                Secret,
                Connections = connections,
                Window = window,
                MaximumBackoff = "00:00:01",
            })
        );

    public async ValueTask DisposeAsync()
    {
        Phones.Dispose();
        await Platform.EndAsync(_process);
        _process.Dispose();
        File.Delete(_options);
    }

    /// <summary>Port of the only gateway.</summary>
    public int Port => int.Parse(PortOf(Names[0]), CultureInfo.InvariantCulture);

    private string PortOf(string name) =>
        (
            (int)_ready["gateways"]!.AsArray().First(gateway => (string?)gateway!["name"] == name)!["port"]!
        ).ToString(CultureInfo.InvariantCulture);
}
