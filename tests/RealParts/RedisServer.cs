using System.Diagnostics;

namespace Yixun.RealParts;

/// <summary>A real Redis of its own, on a free port of 127.0.0.1, that keeps nothing when it ends.</summary>
public class RedisServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/redis-server";
    private readonly string _folder = Directory.CreateTempSubdirectory("yixun-redis-").FullName;
    private readonly int _port = FreePort.Next();
    private Process? _server;

    public string ConnectionString => $"127.0.0.1:{_port}";

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Program))
        {
            throw new InvalidOperationException(
                $"{Program} is missing. These tests need a real Redis: apt-get install -y redis-server (./test does it)."
            );
        }

        await StartAsync();
    }

    /// <summary>Ends it as a power cut would, and starts it again with nothing in it.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public async Task StartAsync()
    {
        string[] arguments =
        [
            "--port",
            $"{_port}",
            "--bind",
            "127.0.0.1",
            "--dir",
            _folder,
            "--save",
            "",
            "--appendonly",
            "no",
        ];
        _server =
            Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("Redis did not start.");
        var said = new List<string>();
        while (await _server.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                _ = _server.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException("Redis did not start:\n" + string.Join('\n', said));
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (_server is null)
        {
            return;
        }

        _server.Kill();
        await _server.WaitForExitAsync();
        _server.Dispose();
        _server = null;
    }
}
