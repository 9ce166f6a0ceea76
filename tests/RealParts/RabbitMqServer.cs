using System.Diagnostics;
using System.Net;

namespace Yixun.RealParts;

/// <summary>A real broker of its own, on free ports of 127.0.0.1 and in a folder of its own, until it is disposed.</summary>
public class RabbitMqServer : IAsyncDisposable
{
    private const string Programs = "/usr/lib/rabbitmq/bin";

    private readonly string _folder = Directory.CreateTempSubdirectory("yixun-rabbitmq-").FullName;
    private readonly int _port = FreePort.Next();
    private readonly int _epmdPort = FreePort.Next();
    private readonly int _distPort = FreePort.Next();
    private Process? _epmd;
    private Process? _broker;

    public Uri Uri => new($"amqp://guest:guest@127.0.0.1:{_port}/");

    public int ProcessId => _broker!.Id;

    public IPEndPoint EndPoint => new(IPAddress.Loopback, _port);

    public async ValueTask InitializeAsync()
    {
        var server = Path.Combine(Programs, "rabbitmq-server");
        if (!File.Exists(server))
        {
            throw new InvalidOperationException(
                $"{server} is missing. These tests need a real broker: apt-get install -y rabbitmq-server (./test does it)."
            );
        }

        Directory.CreateDirectory(Path.Combine(_folder, "home"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "enabled_plugins"), "[].\n");
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "rabbitmq.conf"),
            $"listeners.tcp.1 = 127.0.0.1:{_port}\n"
        );
        _epmd = Start("epmd", "-port", $"{_epmdPort}", "-address", "127.0.0.1");
        await StartAsync();
    }

    /// <summary>Ends it as a power cut would; what it confirmed is on its disk.</summary>
    public Task KillAsync() => StopAsync(_broker!);

    /// <summary>Starts it again after <see cref="KillAsync"/>, with what it had.</summary>
    public async Task StartAsync()
    {
        _broker = Start(Path.Combine(Programs, "rabbitmq-server"));
        await ReadyAsync(_broker).WaitAsync(TimeSpan.FromSeconds(90));
    }

    /// <summary>Runs rabbitmqctl.</summary>
    /// <returns>What it wrote.</returns>
    public async Task<string> ControlAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using var control = Start(Path.Combine(Programs, "rabbitmqctl"), arguments);
        var errors = control.StandardError.ReadToEndAsync();
        var output = control.StandardOutput.ReadToEndAsync();
        await control.WaitForExitAsync(cancellationToken);
        if (control.ExitCode != 0)
        {
            throw new InvalidOperationException(await errors + await output);
        }

        return await output;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var process in new[] { _broker, _epmd }.OfType<Process>())
        {
            await StopAsync(process);
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static async Task StopAsync(Process process)
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>Reads what the server says until it says that it is up.</summary>
    private static async Task ReadyAsync(Process broker)
    {
        var said = new List<string>();
        while (await broker.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (line.Contains("completed with", StringComparison.Ordinal))
            {
                _ = broker.StandardOutput.ReadToEndAsync();
                _ = broker.StandardError.ReadToEndAsync();
                return;
            }
        }

        said.Add(await broker.StandardError.ReadToEndAsync());
        throw new InvalidOperationException("The broker did not start:\n" + string.Join('\n', said));
    }

    private Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        var environment = new Dictionary<string, string>
        {
            ["HOME"] = Path.Combine(_folder, "home"),
            ["RABBITMQ_NODENAME"] = "yixun@localhost",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder, "mnesia"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder, "log"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder, "enabled_plugins"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_folder, "rabbitmq.conf"),
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_DIST_PORT"] = $"{_distPort}",
            ["RABBITMQ_PID_FILE"] = Path.Combine(_folder, "pid"),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
                // Schedulers that spin while they wait would take processors that others on the machine need.
                "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none",
            ["ERL_EPMD_PORT"] = $"{_epmdPort}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }
}
