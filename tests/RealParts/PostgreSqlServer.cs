using System.Diagnostics;

namespace Yixun.RealParts;

/// <summary>A real PostgreSQL of its own, on a free port of 127.0.0.1 and in a folder of its own.</summary>
public class PostgreSqlServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yixun-postgres-").FullName;
    private readonly int _port = FreePort.Next();
    private Process? _server;
    private string _programs = "";

    /// <summary>It flushes to the disk before it acknowledges; else a loss of power would lose, which no test needs.</summary>
    public bool IsDurable { get; init; }

    public int ProcessId => _server!.Id;

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres";

    public async ValueTask InitializeAsync()
    {
        var programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Order().LastOrDefault()
            : null;
        if (programs is null)
        {
            throw new InvalidOperationException(
                "PostgreSQL is missing. These tests need a real one: apt-get install -y postgresql (./test does it)."
            );
        }

        // It refuses to run as root.
        await RunAsync("chown", "postgres", _folder);
        var data = Path.Combine(_folder, "data");
        await RunAsync([
            .. AsPostgres,
            Path.Combine(programs, "bin/initdb"),
            "-D",
            data,
            "-A",
            "trust",
            "-U",
            "postgres",
            "--no-sync",
        ]);
        _programs = programs;
        await StartAsync();
    }

    /// <summary>Ends it as a power cut would (what the kernel holds is kept).</summary>
    public async Task KillAsync()
    {
        _server!.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
    }

    /// <summary>Starts it again after <see cref="KillAsync"/>; returns when it has recovered.</summary>
    public async Task StartAsync()
    {
        _server = Start([
            .. AsPostgres,
            Path.Combine(_programs, "bin/postgres"),
            "-D",
            Path.Combine(_folder, "data"),
            "-p",
            $"{_port}",
            "-k",
            _folder,
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            IsDurable ? "fsync=on" : "fsync=off",
        ]);
        while (await _server.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                _ = _server.StandardError.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException("PostgreSQL did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_server is not null)
        {
            await KillAsync();
            _server.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string[] AsPostgres =>
        Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
            : ["env"];

    private static async Task RunAsync(params string[] command)
    {
        if (command[0] == "chown" && !Environment.IsPrivilegedProcess)
        {
            return;
        }

        using var process = Start(command);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(await errors + await output);
        }
    }

    private static Process Start(string[] command) =>
        Process.Start(
            new ProcessStartInfo(command[0], command[1..])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = "/",
            }
        ) ?? throw new InvalidOperationException($"{command[0]} did not start.");
}
