using Npgsql;
using Yixun.Manifests.Tests.Rendering;
using Yixun.RealParts;

namespace Yixun.Manifests.Tests.Backup;

/// <summary>
/// A real PostgreSQL set up as the manifests set it up: it archives its log with the same script. Its data can be destroyed and
/// restored with the scripts of the backup.
/// </summary>
internal sealed class ArchivingServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yixun-backup-").FullName;
    private readonly string _programs =
        Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
    private readonly int _port = FreePort.Next();
    private bool _runs;

    public string Backup => Path.Combine(_folder, "backup");

    private string Data => Path.Combine(_folder, "data");

    private string Scripts => Path.Combine(_folder, "scripts");

    public string ConnectionString =>
        $"Host=127.0.0.1;Port={_port};Username=yixun;Database=yixun;Pooling=false";

    public static async Task<ArchivingServer> StartAsync(CancellationToken cancellationToken)
    {
        var server = new ArchivingServer();
        // The scripts go where the server's user can read them, as the ConfigMap puts them.
        Directory.CreateDirectory(server.Scripts);
        foreach (
            var script in Directory.GetFiles(
                Repository.PathOf("k8s/components/backup-postgresql/scripts"),
                "*.sh"
            )
        )
        {
            File.Copy(script, Path.Combine(server.Scripts, Path.GetFileName(script)));
        }

        Directory.CreateDirectory(server.Backup);
        if (Environment.IsPrivilegedProcess)
        {
            await Command.RunAsync(
                "chown",
                ["-R", "postgres:", server._folder],
                cancellationToken: cancellationToken
            );
        }

        string[] initialise =
        [
            "initdb",
            "-D",
            server.Data,
            "-A",
            "trust",
            "-U",
            "yixun",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ];
        await server.RunAsync(initialise, cancellationToken);
        await server.StartOnDataAsync(cancellationToken);
        await using var connection = new NpgsqlConnection(
            server.ConnectionString.Replace("Database=yixun", "Database=postgres", StringComparison.Ordinal)
        );
        await connection.OpenAsync(cancellationToken);
        await using var create = new NpgsqlCommand("CREATE DATABASE yixun", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
        // As the startup probe does: archive_timeout counts from then on.
        await using var checkpoint = new NpgsqlCommand("CHECKPOINT", connection);
        await checkpoint.ExecuteNonQueryAsync(cancellationToken);
        return server;
    }

    /// <summary>Runs one of the scripts, as the cluster does.</summary>
    public Task<string> RunScriptAsync(
        string script,
        CancellationToken cancellationToken,
        params string[] arguments
    ) => RunAsync(["sh", Path.Combine(Scripts, script), .. arguments], cancellationToken);

    /// <summary>Ends the server as a power cut would, and loses its disk.</summary>
    public async Task DestroyAsync(CancellationToken cancellationToken)
    {
        await RunAsync(["pg_ctl", "-D", Data, "-m", "immediate", "-s", "stop"], cancellationToken);
        _runs = false;
        Directory.Delete(Data, recursive: true);
    }

    /// <summary>Brings the data back, and waits until the server has replayed its log.</summary>
    /// <param name="until">Null: everything.</param>
    public async Task RestoreAsync(string? until, CancellationToken cancellationToken)
    {
        string[] target = until is null ? [Data] : [Data, until];
        await RunScriptAsync("restore.sh", cancellationToken, target);
        await StartOnDataAsync(cancellationToken);
        while (await ScalarAsync("SELECT pg_is_in_recovery()::text", cancellationToken) == "true")
        {
            await Task.Delay(50, cancellationToken);
        }
    }

    /// <summary>Waits until everything that was committed by now is in the archive; archive_timeout alone closes the file.</summary>
    public async Task ArchivedAsync(CancellationToken cancellationToken)
    {
        var file = await ScalarAsync(
            "SELECT pg_walfile_name(pg_current_wal_insert_lsn())",
            cancellationToken
        );
        while (!File.Exists(Path.Combine(Backup, "wal", $"{file}.gz")))
        {
            await Task.Delay(50, cancellationToken);
        }
    }

    public async Task<string> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_runs)
        {
            await RunAsync(["pg_ctl", "-D", Data, "-m", "immediate", "-s", "stop"], CancellationToken.None);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartOnDataAsync(CancellationToken cancellationToken)
    {
        var options = string.Join(
            ' ',
            $"-p {_port}",
            $"-k {_folder}",
            "-c listen_addresses=127.0.0.1",
            // Nobody takes this machine's power away.
            "-c fsync=off",
            // What the log says of them is what a restore needs at least.
            "-c max_connections=300",
            "-c max_locks_per_transaction=256",
            "-c archive_mode=on",
            "-c archive_timeout=1",
            $"-c archive_command='sh {Scripts}/archive-wal.sh %p %f'"
        );
        await RunAsync(
            [
                "pg_ctl",
                "-D",
                Data,
                "-s",
                "-w",
                "-l",
                Path.Combine(_folder, "server.log"),
                "-o",
                options,
                "start",
            ],
            cancellationToken
        );
        _runs = true;
    }

    /// <summary>The server refuses to run as root, and its files are its user's.</summary>
    private Task<string> RunAsync(string[] command, CancellationToken cancellationToken)
    {
        string[] asUser = Environment.IsPrivilegedProcess
            ? ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", .. command]
            : [.. command[1..]];
        return Command.RunAsync(
            Environment.IsPrivilegedProcess ? "setpriv" : command[0],
            asUser,
            environment: new Dictionary<string, string>
            {
                ["PATH"] = $"{_programs}:{Environment.GetEnvironmentVariable("PATH")}",
                ["BACKUP"] = Backup,
                ["PGHOST"] = "127.0.0.1",
                ["PGPORT"] = $"{_port}",
                ["PGUSER"] = "yixun",
            },
            cancellationToken: cancellationToken
        );
    }
}
