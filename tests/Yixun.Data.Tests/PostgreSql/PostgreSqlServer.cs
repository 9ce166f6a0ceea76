using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Yixun.Data.Tests.PostgreSql;

/// <summary>
/// A real server of its own, on a free port of 127.0.0.1 and in a folder of its own. Disposing stops it and deletes the
/// folder.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string User = "yixun";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _programs;
    private readonly string _folder = Directory.CreateTempSubdirectory("yixun-postgresql-").FullName;
    private readonly string[] _settings;
    private int _port;
    private Process? _server;

    private PostgreSqlServer(string programs, string[] settings)
    {
        _programs = programs;
        _settings = settings;
    }

    public string LogFile => Path.Combine(_folder, "server.log");

    private string Data => Path.Combine(_folder, "data");

    /// <param name="settings">As in postgresql.conf: "name=value".</param>
    public static async Task<PostgreSqlServer> StartAsync(params string[] settings)
    {
        var programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .EnumerateDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .Where(folder => File.Exists(Path.Combine(folder, "postgres")))
                .OrderByDescending(folder => folder, StringComparer.Ordinal)
                .FirstOrDefault()
            : null;
        var server = new PostgreSqlServer(
            programs
                ?? throw new InvalidOperationException(
                    "No PostgreSQL under /usr/lib/postgresql. These tests need a real server: "
                        + "apt-get install -y postgresql (./test does it)."
                ),
            settings
        );
        try
        {
            await server.InitializeAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = _port,
            Database = database,
            Username = User,
            Timeout = 5,
        }.ToString();

    /// <summary>Runs a statement in the maintenance database.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Kills the server and everything that it started, as a power cut would.</summary>
    public async Task KillAsync()
    {
        _server!.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        _server.Dispose();
        _server = null;
    }

    /// <summary>Starts it on the port that it had.</summary>
    public async Task StartAgainAsync()
    {
        // Of a server that was killed; a process of another server may have its number by now.
        File.Delete(Path.Combine(Data, "postmaster.pid"));
        if (!await TryStartAsync())
        {
            throw new InvalidOperationException("The server did not start:\n" + await ReadLogAsync());
        }
    }

    /// <summary>Stops it in order; sessions are ended.</summary>
    public async Task StopAsync()
    {
        if (_server is { HasExited: false } server)
        {
            await RunAsync("kill", "-INT", $"{server.Id}");
            try
            {
                await server.WaitForExitAsync().WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                server.Kill(entireProcessTree: true);
            }
        }

        _server?.Dispose();
        _server = null;
    }

    public async Task<string> ReadLogAsync()
    {
        await using var file = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        ) ?? throw new InvalidOperationException($"{program} did not start.");

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed: {await output}{await errors}");
        }
    }

    /// <summary>The server refuses to run as root.</summary>
    private (string Program, string[] Arguments) AsUser(string program, params string[] arguments)
    {
        var path = Path.Combine(_programs, program);
        return Environment.IsPrivilegedProcess
            ? (
                "setpriv",
                ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", path, .. arguments]
            )
            : (path, arguments);
    }

    private async Task InitializeAsync()
    {
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "postgres:", _folder);
        }

        var (program, arguments) = AsUser(
            "initdb",
            "-D",
            Data,
            "-A",
            "trust",
            "-U",
            User,
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync"
        );
        await RunAsync(program, arguments);
        for (var attempt = 1; ; attempt++)
        {
            // Another process may take the port before the server does.
            _port = FreePort();
            if (await TryStartAsync())
            {
                return;
            }

            if (attempt == 3)
            {
                throw new InvalidOperationException("The server did not start:\n" + await ReadLogAsync());
            }
        }
    }

    private async Task<bool> TryStartAsync()
    {
        string[] settings =
        [
            "listen_addresses=127.0.0.1",
            $"unix_socket_directories={_folder}",
            "max_connections=200",
            "logging_collector=on",
            $"log_directory={_folder}",
            "log_filename=server.log",
            .. _settings,
        ];
        var (program, arguments) = AsUser(
            "postgres",
            ["-D", Data, "-p", $"{_port}", .. settings.SelectMany(setting => new[] { "-c", setting })]
        );
        _server = Start(program, arguments);
        _ = _server.StandardOutput.ReadToEndAsync();
        _ = _server.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Patience);
        while (!_server.HasExited)
        {
            try
            {
                await ExecuteAsync("SELECT 1");
                return true;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(50, limit.Token);
            }
        }

        _server.Dispose();
        _server = null;
        return false;
    }
}
