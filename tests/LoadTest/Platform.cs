using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Yixun.LoadTest;

/// <summary>A Standalone process under test: simulated carriers inside, fresh data folder.</summary>
internal sealed partial class Platform : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private Platform(Process process, string folder, JsonElement ready)
    {
        _process = process;
        _folder = folder;
        Url = new Uri(ready.GetProperty("url").GetString()!);
        Key = ready.GetProperty("system").GetProperty("key").GetString()!;
        Secret = ready.GetProperty("system").GetProperty("secret").GetString()!;
        Simulator = new Uri(ready.GetProperty("simulator").GetProperty("url").GetString()!);
    }

    public Uri Url { get; }

    public string Key { get; }

    public string Secret { get; }

    public Uri Simulator { get; }

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

    /// <summary>Starts it with all lanes open at all hours, and waits until it is ready.</summary>
    public static async Task<Platform> StartAsync(string assembly, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("yixun-load-").FullName;
        var config = Path.Combine(folder, "config.json");
        await File.WriteAllTextAsync(
            config,
            """
            {"Yixun":{"RequestsPerSecond":1000000,"Lanes":{"reminder":{"Hours":"always"},"followup":{"Hours":"always"},"promotion":{"Hours":"always"}}}}
            """,
            cancellationToken
        );
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                assembly,
                "--port",
                "0",
                "--json",
                "--data",
                Path.Combine(folder, "data"),
                "--config",
                config,
            },
        };
        var process = Process.Start(start)!;
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
        return new Platform(process, folder, JsonDocument.Parse(ready).RootElement);
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
        if (!_process.HasExited)
        {
            _ = Kill(_process.Id, 15);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
            }
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
