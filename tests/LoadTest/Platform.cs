using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Yixun.LoadTest;

/// <summary>A Standalone process under test: simulated carriers inside, fresh data folder.</summary>
internal sealed partial class Platform : IPlatform
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private readonly Process _process;

    private Platform(Process process, string folder, JsonElement ready)
    {
        _process = process;
        Folder = folder;
        Ready = ready;
        Url = new Uri(ready.GetProperty("url").GetString()!);
        Key = ready.GetProperty("system").GetProperty("key").GetString()!;
        Secret = ready.GetProperty("system").GetProperty("secret").GetString()!;
        var simulator = ready.GetProperty("simulator");
        Simulator =
            simulator.ValueKind == JsonValueKind.Object
                ? new Uri(simulator.GetProperty("url").GetString()!)
                : null;
    }

    /// <summary>The line that it printed when it was ready.</summary>
    public JsonElement Ready { get; }

    /// <summary>Holds its data folder ("data") and configuration.</summary>
    public string Folder { get; }

    public Uri Url { get; }

    public string Key { get; }

    public string Secret { get; }

    /// <summary>Page and API of the simulated carriers inside; null when they are outside.</summary>
    public Uri? Simulator { get; }

    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Processor time of the platform and of this load generator together.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            using var self = Process.GetCurrentProcess();
            return _process.TotalProcessorTime + self.TotalProcessorTime;
        }
    }

    /// <summary>A configuration with all lanes open at all hours and no limit of requests.</summary>
    public const string OpenLanes = """
        "RequestsPerSecond":1000000,"Lanes":{"reminder":{"Hours":"always"},"followup":{"Hours":"always"},"promotion":{"Hours":"always"}}
        """;

    /// <summary>Starts it, and waits until it is ready.</summary>
    /// <param name="assembly">Path of Yixun.Standalone.dll.</param>
    /// <param name="settings">Members of section Yixun, as JSON without the braces.</param>
    /// <param name="folder">Folder of an earlier process to go on with; null makes a new one.</param>
    /// <param name="port">0: any free one.</param>
    public static async Task<Platform> StartAsync(
        string assembly,
        string settings,
        string? folder,
        int port,
        CancellationToken cancellationToken
    )
    {
        folder ??= Directory.CreateTempSubdirectory("yixun-").FullName;
        var config = Path.Combine(folder, "config.json");
        await File.WriteAllTextAsync(config, $"{{\"Yixun\":{{{settings}}}}}", cancellationToken);
        var clock = Stopwatch.StartNew();
        var process = Launch(assembly, Arguments(folder, port));
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null)
            {
                Console.Error.WriteLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
        var ready =
            await process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException("The platform ended before it was ready.");
        return new Platform(process, folder, JsonDocument.Parse(ready).RootElement)
        {
            StartTime = clock.Elapsed,
        };
    }

    private static string[] Arguments(string folder, int port) =>
        [
            "--port",
            port.ToString(CultureInfo.InvariantCulture),
            "--json",
            "--data",
            Path.Combine(folder, "data"),
            "--config",
            Path.Combine(folder, "config.json"),
        ];

    /// <summary>Starts a .NET program with its output redirected.</summary>
    public static Process Launch(string assembly, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(assembly);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>From the launch to the line that said it was ready.</summary>
    public TimeSpan StartTime { get; private init; }

    /// <summary>Launches it, and ends it without warning; what the kernel has taken stays before or soon after it is ready.</summary>
    public static async Task LaunchAndKillAsync(
        string assembly,
        string folder,
        int port,
        TimeSpan life,
        CancellationToken cancellationToken
    )
    {
        using var process = Launch(assembly, Arguments(folder, port));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await Task.Delay(life, cancellationToken);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>Asks it to stop, and kills it before it can have finished, or just after.</summary>
    public async Task KillWhileStoppingAsync(TimeSpan after)
    {
        _ = Kill(_process.Id, Interrupt);
        await Task.Delay(after);
        await KillAsync();
    }

    /// <summary>Ends it without a chance to write anything; what the kernel has taken from it stays.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, as Ctrl-C does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync(TimeSpan timeout)
    {
        _ = Kill(_process.Id, Interrupt);
        using var limit = new CancellationTokenSource(timeout);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Sum of a counter over all its labels, or of those lines that contain <paramref name="label"/>.</summary>
    public static double Sum(string metrics, string name, string? label = null) =>
        metrics
            .Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] is '{' or ' ')
            .Where(line => label is null || line.Contains(label, StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        await EndAsync(_process);
        _process.Dispose();
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    /// <summary>Asks a process that was launched here to end, and makes it.</summary>
    public static async Task EndAsync(Process process)
    {
        if (process.HasExited)
        {
            return;
        }

        _ = Kill(process.Id, Terminate);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
